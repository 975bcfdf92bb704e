package io.memprof.demo.order;

/**
 * The price rules of the shop, in the order they apply.
 */
public enum PriceRule {

	VOLUME(5, -300), CASE_LOT(12, -200), PALLET(60, -400), SEASON(1, -100), LOYALTY(1, -150), CLEARANCE(30, -250),
	PACKAGING(1, 20), FREIGHT(1, 80), PAYMENT_TERM(1, -200), VAT(1, 700);

	private static final int ONE = 10_000;

	private final int fromQuantity;

	private final int basisPoints;

	PriceRule(int fromQuantity, int basisPoints) {
		this.fromQuantity = fromQuantity;
		this.basisPoints = basisPoints;
	}

	long apply(long cents, int quantity) {
		return (quantity < this.fromQuantity) ? cents : cents + cents * this.basisPoints / ONE;
	}

}
