import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat that is there before the application is deployed. Arguments: its directory,
 * the unpacked application.
 */
class WebContainer {

	public static void main(String[] arguments) throws Exception {
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(arguments[0]);
		tomcat.setPort(0);
		tomcat.addWebapp("/shop", arguments[1]);
		tomcat.getConnector();
		tomcat.start();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(tomcat)));
		System.out.println("Tomcat started on port " + tomcat.getConnector().getLocalPort());
	}

	private static void stop(Tomcat tomcat) {
		try {
			tomcat.stop();
			tomcat.destroy();
		}
		catch (Exception ex) {
			ex.printStackTrace();
		}
	}

}
