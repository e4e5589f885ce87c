-- The cadres of inputs.md and the role each plays in the coverage indicators.
INSERT INTO cadres VALUES
    ('doctor', 'doctor'),
    ('preventive', 'preventive'),
    ('preventive_doctor', 'preventive'),
    ('public_health', 'preventive'),
    ('nurse', 'other'),
    ('technician', 'other'),
    ('midwife', 'other'),
    ('other', 'other');
