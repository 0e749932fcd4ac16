"""Effects to teach with: approximations that explain a knob, not emulations of the machine's effects."""
