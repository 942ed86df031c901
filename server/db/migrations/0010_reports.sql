-- Reports ask for a span of weeks.
CREATE INDEX tickets_by_day ON kulanz.tickets (store_id, opened_at, ticket_id);
CREATE INDEX drafts_by_day ON kulanz.drafts (store_id, created_at, draft_id);
