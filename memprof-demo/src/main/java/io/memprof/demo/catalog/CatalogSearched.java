package io.memprof.demo.catalog;

import java.util.List;

/**
 * A visitor searched the catalog.
 *
 * @param text what the visitor typed
 * @param found what the shop showed
 */
public record CatalogSearched(String text, List<SearchHit> found) {

}
