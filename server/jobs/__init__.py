"""Work that outlives a request: procrastinate over the same Postgres, in schema jobs."""
