"""Questions of past tickets that no policy answers: read a few at a time, grouped, with a proposed text."""
