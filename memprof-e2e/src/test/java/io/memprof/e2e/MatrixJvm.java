package io.memprof.e2e;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.tools.attach.VirtualMachine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another JVM, seen over JMX.
 */
final class MatrixJvm implements AutoCloseable {

	private static final JsonMapper mapper = new JsonMapper();

	private final JMXConnector connector;

	private final MBeanServerConnection server;

	private MatrixJvm(JMXConnector connector) throws Exception {
		this.connector = connector;
		this.server = connector.getMBeanServerConnection();
	}

	static MatrixJvm attach(long pid) throws Exception {
		VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
		try {
			return new MatrixJvm(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
		}
		finally {
			machine.detach();
		}
	}

	/**
	 * What an actuator endpoint answers, empty while there is none.
	 */
	JsonNode endpoint(String name, String operation, String... arguments) throws Exception {
		ObjectName bean = new ObjectName("org.springframework.boot:type=Endpoint,name=" + name);
		if (!this.server.isRegistered(bean)) {
			return mapper.createObjectNode();
		}
		Object[] values = Arrays.copyOf(arguments, arguments.length, Object[].class);
		String[] signature = Arrays.stream(this.server.getMBeanInfo(bean).getOperations())
			.filter((one) -> one.getName().equals(operation))
			.flatMap((one) -> Arrays.stream(one.getSignature()))
			.map((parameter) -> parameter.getType())
			.toArray(String[]::new);
		return mapper
			.valueToTree(this.server.invoke(bean, operation, Arrays.copyOf(values, signature.length), signature));
	}

	/**
	 * Names of the threads that live.
	 */
	List<String> threads() throws Exception {
		var threads = ManagementFactory.newPlatformMXBeanProxy(this.server, ManagementFactory.THREAD_MXBEAN_NAME,
				java.lang.management.ThreadMXBean.class);
		return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
			.filter(Objects::nonNull)
			.map(ThreadInfo::getThreadName)
			.toList();
	}

	/**
	 * How many recordings JFR makes.
	 */
	int recordings() throws Exception {
		ObjectName recorder = new ObjectName("jdk.management.jfr:type=FlightRecorder");
		return ((Object[]) this.server.getAttribute(recorder, "Recordings")).length;
	}

	@Override
	public void close() throws IOException {
		this.connector.close();
	}

}
