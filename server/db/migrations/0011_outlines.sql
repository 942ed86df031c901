-- What a run's page lists of a case, so that it need not read every answer; null for runs kept before.
ALTER TABLE kulanz.eval_results ADD COLUMN outline jsonb;
