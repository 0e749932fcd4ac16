"""What was played: the device, its messages, and takes."""
