package io.memprof.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the tests ask of programs over HTTP.
 */
final class Http {

	private static final JsonMapper mapper = new JsonMapper();

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(10))
		.build();

	private final URI base;

	private final String authorization;

	Http(URI base) {
		this(base, null);
	}

	private Http(URI base, String authorization) {
		this.base = base;
		this.authorization = authorization;
	}

	static Http of(int port) {
		return new Http(URI.create("http://127.0.0.1:" + port));
	}

	/**
	 * The same, and each request says who asks.
	 */
	Http as(String user, String password) {
		byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
		return new Http(this.base, "Basic " + Base64.getEncoder().encodeToString(credentials));
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send("GET", path);
	}

	HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
		return send(method, path, Duration.ofSeconds(20));
	}

	HttpResponse<String> send(String method, String path, Duration atMost) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.base.resolve(path))
			.method(method, BodyPublishers.noBody())
			.timeout(atMost);
		if (this.authorization != null) {
			request.header("Authorization", this.authorization);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	/**
	 * Answer to a GET as JSON, empty unless it is 200.
	 */
	JsonNode json(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = get(path);
		return (response.statusCode() == 200) ? read(response.body()) : mapper.createObjectNode();
	}

	JsonNode read(String json) {
		return mapper.readTree(json);
	}

	/**
	 * Whether a GET is answered with 200.
	 */
	boolean answers(String path) throws InterruptedException {
		try {
			return get(path).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
