import { Injectable } from '@nestjs/common';

/** How long servers may take, and how much they may say. Tests shorten the times. */
@Injectable()
export class McpLimits {
  /** To connect, agree on a protocol and list the tools. */
  connectMs = 30_000;
  /** For any other question, and for a call of a tool unless the server's `timeout` says otherwise. */
  callMs = 60_000;
  /** Between questions whether a server is still there. */
  pingMs = 60_000;
  pingAnswerMs = 10_000;
  /** Before the first try after a failure; doubled with each further one. */
  firstRetryMs = 1_000;
  longestRetryMs = 5 * 60_000;
  /** A connection that lasted so long was no failure: the next try after it is a first one. */
  steadyMs = 60_000;
  /** Between two looks at a list of tools that keeps changing. */
  refreshMs = 1_000;
  /** Of one message. */
  messageBytes = 4 * 1024 * 1024;
  /** Of everything that a server says of its own accord or in answer, in a minute. */
  bytesAMinute = 32 * 1024 * 1024;
  messagesAMinute = 6_000;
}
