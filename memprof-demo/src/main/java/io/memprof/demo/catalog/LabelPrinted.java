package io.memprof.demo.catalog;

/**
 * Somebody printed a shelf label.
 *
 * @param productId the product on the label
 * @param label the picture, 64 KiB of it
 */
public record LabelPrinted(long productId, byte[] label) {

}
