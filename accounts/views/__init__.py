"""The door and the pages of those who keep people and places."""
