/**
 * An answer of the daemon may be cut: the daemon ends while it sends, or while a request such as `/containers/ID/wait`
 * waits for what comes after the headers. docker-modem reads an answer to its end, and learns of its request's errors,
 * but not of its answer's. So it would wait forever.
 */
import type { Agent, ClientRequest, IncomingMessage } from 'node:http';

/** Node calls it with each request of an agent. Its types do not have it. */
interface WithRequests {
  addRequest(request: ClientRequest, ...rest: unknown[]): void;
}

/** Makes an error of an answer one of its request, for all requests of an agent. */
export function reportCutAnswers(agent: Agent): void {
  const requests = agent as Agent & WithRequests;
  const addRequest = requests.addRequest.bind(requests);
  requests.addRequest = (request, ...rest) => {
    request.once('response', (answer: IncomingMessage) => {
      answer.once('error', (error) => request.emit('error', error));
    });
    addRequest(request, ...rest);
  };
}
