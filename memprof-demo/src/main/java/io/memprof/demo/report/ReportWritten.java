package io.memprof.demo.report;

import java.util.Map;

/**
 * A sales report is ready to be sent.
 *
 * @param centsByProduct what was sold
 */
public record ReportWritten(Map<Long, Long> centsByProduct) {

}
