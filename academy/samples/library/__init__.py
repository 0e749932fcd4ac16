"""The library of sounds: what is known of each, kept as parquet, searched in memory.

```
data/sounds/*.toml ─ building ─► catalogue.parquet ─► index ─► Result (ids, counts)
```
"""
