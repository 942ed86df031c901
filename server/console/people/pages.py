"""The pages of people and access."""

from server.console.people import audit_log, invitation, own, settings, team, tokens

PEOPLE_PAGES = [
    invitation.show_invitation,
    invitation.accept_invitation,
    team.show_team,
    team.invite,
    team.invite_again,
    team.change_role,
    team.remove,
    own.show_own,
    own.change_password,
    own.end_session,
    tokens.show_tokens,
    tokens.create_token,
    tokens.revoke_token,
    settings.show_settings,
    settings.save_settings,
    audit_log.show_audit_log,
]
