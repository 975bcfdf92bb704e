package io.memprof.demo.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Somebody at the other end of the line: of ten requests four order, three search, two
 * sign in and one prints a label. Keeps no cookies, so each sign-in is a new session.
 */
class VirtualCustomer {

	private static final String[] SEARCHES = { "kenya", "house blend", "250", "dark" };

	private static final int PRODUCTS = 400;

	private static final int CUSTOMERS = 40;

	private final HttpClient http;

	private final URI shop;

	private final Random random;

	private int requests;

	VirtualCustomer(HttpClient http, URI shop, long seed) {
		this.http = http;
		this.shop = shop;
		this.random = new Random(seed);
	}

	int act() throws IOException, InterruptedException {
		return switch (this.requests++ % 10) {
			case 0, 3, 5, 8 -> order();
			case 1, 4, 7 -> search();
			case 2, 6 -> signIn();
			default -> printLabel();
		};
	}

	private int order() throws IOException, InterruptedException {
		String items = this.random.longs(20 + this.random.nextInt(20), 1, PRODUCTS + 1)
			.mapToObj((product) -> "{\"productId\":%d,\"quantity\":%d}".formatted(product, 1 + product % 70))
			.collect(Collectors.joining(","));
		String body = "{\"customerId\":%d,\"items\":[%s]}".formatted(customer(), items);
		return send(request("/orders").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
	}

	private int search() throws IOException, InterruptedException {
		String text = SEARCHES[this.random.nextInt(SEARCHES.length)];
		return send(request("/products?search=" + text.replace(' ', '+')));
	}

	private int signIn() throws IOException, InterruptedException {
		return send(request("/customers/" + customer() + "/session").POST(BodyPublishers.noBody()));
	}

	private int printLabel() throws IOException, InterruptedException {
		return send(request("/products/" + (1 + this.random.nextInt(PRODUCTS)) + "/label"));
	}

	private int customer() {
		return 1 + this.random.nextInt(CUSTOMERS);
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.shop.resolve(path));
	}

	private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.build(), BodyHandlers.discarding()).statusCode();
	}

}
