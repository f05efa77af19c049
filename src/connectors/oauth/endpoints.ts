/** One registration of Parapheur with a provider that signs mailboxes in by XOAUTH2. */
export interface OauthClient {
  clientId: string;
  /** Empty for a public client: PKCE alone (RFC 7636). */
  clientSecret: string;
  authorizeUrl: string;
  tokenUrl: string;
  scope: string;
  /** What this provider wants in the authorization request beside RFC 6749. */
  extra: Record<string, string>;
}

export const googleClient = (clientId: string, clientSecret: string): OauthClient => ({
  clientId,
  clientSecret,
  authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  // The only scope Google takes for IMAP and SMTP.
  scope: 'https://mail.google.com/',
  // Without both, a second authorization brings no refresh token.
  extra: { access_type: 'offline', prompt: 'consent' },
});

/** `tenant`: an organisation's id or domain, or `common` for any account. */
export const microsoftClient = (clientId: string, clientSecret: string, tenant: string): OauthClient => ({
  clientId,
  clientSecret,
  authorizeUrl: `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0/authorize`,
  tokenUrl: `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
  scope: 'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access',
  extra: { prompt: 'select_account' },
});
