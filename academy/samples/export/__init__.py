"""Sounds and patterns as files that the SP-404MK2 takes: read, converted, named, written to its card.

```
any sound file ─ reading ─► Audio ─ converting ─► Pcm (48 kHz, 16 bit) ─ naming ─► {name: bytes}
                                                              ├ card      IMPORT/<KIT>/, whole files or none
                                                              ├ zipping   the same folders in one file
                                                              └ daw       with loop chunks, for music software
```
"""
