"""The same bits everywhere: compiler marks, arithmetic, variates, keyed draws, exact sums, compiled code."""
