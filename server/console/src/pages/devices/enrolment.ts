/** What a phone scans to enrol: the server that it is to talk to, and the one-time code. The phone's engine reads the same. */
export function enrolmentPayload(server: string, code: string): string {
  return `curbstop://enrol?${new URLSearchParams({ server, code })}`;
}
