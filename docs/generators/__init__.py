"""One file a generated document: PATH says where it lies, `make` what it holds."""
