// The few sentences that the script itself says; all other words come from the server.
const vi = {
  failed: "Không tải được hình này. Các hình khác vẫn dùng được; hãy tải lại trang.",
  nothing: "Hình này không có gì để vẽ.",
  others: "Các cột khác",
};
const en = {
  failed: "This figure could not be loaded. The others stand; load the page again.",
  nothing: "There is nothing to draw in this figure.",
  others: "Other columns",
};

export function messages() {
  return document.documentElement.lang === "en" ? en : vi;
}
