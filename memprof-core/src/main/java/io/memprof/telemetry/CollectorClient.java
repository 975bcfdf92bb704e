package io.memprof.telemetry;

import java.io.IOException;

/**
 * Hands a push to the collector and waits for its answer.
 */
interface CollectorClient {

	/**
	 * Sends one {@code ExportMetricsServiceRequest}.
	 * @throws PushFailedException when the collector answered, but did not accept it
	 * @throws IOException when there was no answer within the timeout
	 */
	CollectorReply send(byte[] metricsData) throws IOException;

}
