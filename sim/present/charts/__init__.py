"""Charts: `data` says what a chart shows and in which words, `draw` draws it."""
