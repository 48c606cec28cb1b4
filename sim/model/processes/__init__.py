"""City, supplier and nation processes, as columns: each applies the rules of one step of the month."""
