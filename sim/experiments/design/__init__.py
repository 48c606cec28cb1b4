"""What an experiment is: its arms, its runs, and the names that follow from their content."""
