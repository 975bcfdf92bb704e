package io.memprof.demo.catalog;

import java.util.Locale;

/**
 * A product that was found.
 *
 * @param product the product
 * @param highlighted its name, with stars around what was searched
 */
public record SearchHit(ProductView product, String highlighted) {

	static SearchHit of(ProductView product, String text) {
		String name = product.name();
		int start = name.toLowerCase(Locale.ROOT).indexOf(text.toLowerCase(Locale.ROOT));
		if (start < 0) {
			return new SearchHit(product, name);
		}
		int end = start + text.length();
		return new SearchHit(product,
				name.substring(0, start) + '*' + name.substring(start, end) + '*' + name.substring(end));
	}

}
