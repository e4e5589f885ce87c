-- The rows of a figure on their way into a file; what stands in braces is put in.
CREATE TABLE taken ({columns})
