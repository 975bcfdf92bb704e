package io.memprof.demo.catalog;

/**
 * A coffee as customers see it.
 *
 * @param id the number on the shelf
 * @param name origin, roast and size of the bag
 * @param cents the list price of one bag
 */
public record ProductView(long id, String name, long cents) {

}
