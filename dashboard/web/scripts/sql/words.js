// The few words that the SQL page's script itself says; all others come from the server.
const vi = {
  running: "Đang chạy",
  waiting: "Đang đợi, thứ {place} trong hàng",
  broken: "Mất kết nối với máy chủ; không biết câu lệnh ra sao. Hãy chạy lại.",
  saved: "Đã tải về {name}.",
  phrases: {
    "Completions": "Gợi ý",
    "Control character": "Ký tự điều khiển",
    "Selection deleted": "Đã xóa phần được chọn",
  },
};
const en = {
  running: "Running",
  waiting: "Waiting, number {place} in the queue",
  broken: "The connection to the server was lost; what became of the statement is not known. Run it again.",
  saved: "Downloaded {name}.",
  phrases: {},
};

export const lang = document.documentElement.lang === "en" ? "en" : "vi";
export const words = { vi, en }[lang];
