"""What an ear would say of a sound: loop or one-shot, tempo, key, root, kind, level, character."""
