"""What is shown while the fair runs: on screens at booths and in the hall, and on telephones."""
