-- A text that the console took out of force stays with what it said: a folder that still has it is told so, and it can come back.
ALTER TABLE kulanz.pack_files ADD COLUMN is_removed boolean NOT NULL DEFAULT false;
