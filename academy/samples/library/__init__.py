"""The library of sounds: what is known of each, searched in memory, kept as parquet.

```
data/sounds/*.toml ─ building ─► catalogue.parquet ┐
                                                   ├─ Library ─ index ─► Result (ids, counts)
a learner's folder ─ indexing ─► kept/*.parquet ───┘
```
"""
