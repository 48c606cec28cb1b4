"""Maps of cities: `shares` counts worlds, `chart` says what a map shows, `draw` and `moving` draw it."""
