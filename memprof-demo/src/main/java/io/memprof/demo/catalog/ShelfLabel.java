package io.memprof.demo.catalog;

import java.nio.charset.StandardCharsets;

/**
 * A bar code to print and put on the shelf: a grey map, one byte a pixel.
 */
final class ShelfLabel {

	private static final int SIDE = 256;

	private static final int BAR = 4;

	private ShelfLabel() {
	}

	static byte[] draw(ProductView product) {
		byte[] header = "P5 %d %d 255\n".formatted(SIDE, SIDE).getBytes(StandardCharsets.US_ASCII);
		byte[] label = new byte[header.length + SIDE * SIDE];
		System.arraycopy(header, 0, label, 0, header.length);
		for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
			int bar = pixel % SIDE / BAR;
			boolean white = (product.id() >> bar % Long.SIZE & 1) == 0;
			label[header.length + pixel] = (byte) (white ? 255 : 0);
		}
		return label;
	}

}
