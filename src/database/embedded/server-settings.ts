/** The `-c name=value` arguments of the server. Never a password: arguments are visible to everybody on the machine. */
export function serverArguments(
  cluster: string,
  port: number,
  extraSettings: Readonly<Record<string, string>>,
): string[] {
  const settings: Record<string, string> = {
    ...extraSettings,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '', // TCP with SCRAM is the only door.
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_destination: 'stderr',
    // Clients get their errors themselves; here statements and row values would only leak.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
