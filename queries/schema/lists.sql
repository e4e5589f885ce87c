-- The code lists that the program ships; a department extends them by a file like any other. Their load is 0.
INSERT INTO diagnosis_groups_history VALUES
    ('hô hấp', 'J00-J99', 0, '', 1, NULL),
    ('tiêu hóa', 'K00-K93', 0, '', 2, NULL),
    ('tim mạch - tăng huyết áp', 'I00-I99', 0, '', 3, NULL),
    ('đái tháo đường', 'E10-E14', 0, '', 4, NULL),
    ('nhi khoa', NULL, 0, '', 5, NULL),
    ('sản phụ khoa', 'O00-O99, N70-N98', 0, '', 6, NULL),
    ('chấn thương', 'S00-T98', 0, '', 7, NULL),
    ('truyền nhiễm', 'A00-B99', 0, '', 8, NULL),
    ('da liễu', 'L00-L99', 0, '', 9, NULL),
    ('khác', NULL, 0, '', 10, NULL);

INSERT INTO indicator_catalogue_history VALUES
    ('liều vắc xin tiêm chủng', 'flow', 'liều', 'whole', 0, '', 1, NULL),
    ('ca bệnh truyền nhiễm giám sát', 'flow', 'ca', 'whole', 0, '', 2, NULL),
    ('cơ sở thực phẩm được kiểm tra', 'flow', 'cơ sở', 'whole', 0, '', 3, NULL),
    ('buổi tập huấn tại chỗ', 'flow', 'buổi', 'whole', 0, '', 4, NULL),
    ('kỹ thuật được chuyển giao', 'flow', 'kỹ thuật', 'whole', 0, '', 5, NULL),
    ('người bệnh tăng huyết áp đang quản lý', 'stock', 'người', 'whole', 0, '', 6, NULL),
    ('người bệnh đái tháo đường đang quản lý', 'stock', 'người', 'whole', 0, '', 7, NULL);

INSERT INTO specialties_history VALUES
    ('nội khoa', 'doctor', 0, '', 1, NULL),
    ('nhi khoa', 'doctor', 0, '', 2, NULL),
    ('chẩn đoán hình ảnh', 'doctor', 0, '', 3, NULL),
    ('hồi sức cấp cứu', 'doctor', 0, '', 4, NULL),
    ('giám sát dịch bệnh', 'preventive', 0, '', 5, NULL),
    ('tiêm chủng mở rộng', 'preventive', 0, '', 6, NULL),
    ('an toàn thực phẩm', 'preventive', 0, '', 7, NULL),
    -- Those of Lào Cai's plan of 2025, which sends doctors, nurses, technicians and midwives.
    ('sản phụ khoa', 'doctor', 0, '', 8, NULL),
    ('ngoại khoa', 'doctor', 0, '', 9, NULL),
    ('phục hồi chức năng', 'doctor', 0, '', 10, NULL),
    ('y học cổ truyền', 'doctor', 0, '', 11, NULL),
    ('y học dự phòng', 'preventive_doctor', 0, '', 12, NULL),
    ('y tế công cộng', 'public_health', 0, '', 13, NULL),
    ('điều dưỡng', 'nurse', 0, '', 14, NULL),
    ('hộ sinh', 'midwife', 0, '', 15, NULL),
    ('xét nghiệm', 'technician', 0, '', 16, NULL);
