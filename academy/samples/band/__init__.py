"""An optional tier of the library: piano, strings and saxophone from a soundfont, where one is installed.

```
data/sounds/band.toml ─ parts ─► notes ─ fluid (the command fluidsynth, FluidR3 GM) ─► cache
                        band.parquet ─► Entry, once the soundfont is there
```
"""
