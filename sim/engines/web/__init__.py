"""The compiled month for WebAssembly: made of the same functions, it runs in browsers, and here under wasmtime.

`model.wasm` beside this file is what `python -m sim.engines.web` made of the sources; `engine.py` runs it.
"""
