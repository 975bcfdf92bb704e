package io.memprof.demo.leak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongUnaryOperator;

import io.memprof.demo.order.OrderPlaced;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * A class loader for every voucher, so that its rule can be changed at run time. One
 * object that is kept keeps its class, its loader and the loader's metaspace.
 */
@Component
class VoucherRules extends Leak {

	private final byte[] rule = read(TenPercentOff.class);

	private final Queue<Redeemed> redeemed = new ConcurrentLinkedQueue<>();

	VoucherRules() {
		super("class-loader", "vouchers whose rules are loaded anew for each order");
	}

	@EventListener
	void redeem(OrderPlaced order) {
		if (leaking()) {
			LongUnaryOperator voucher = new RuleLoader(getClass().getClassLoader()).load(this.rule);
			this.redeemed.add(new Redeemed(voucher, voucher.applyAsLong(order.order().totalCents())));
		}
	}

	@Override
	int kept() {
		return this.redeemed.size();
	}

	@Override
	void release() {
		this.redeemed.clear();
	}

	private static byte[] read(Class<?> type) {
		String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
		try (InputStream in = type.getResourceAsStream(file)) {
			Assert.state(in != null, () -> file + " is not on the class path");
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Redeemed(LongUnaryOperator voucher, long cents) {
	}

	private static final class RuleLoader extends ClassLoader {

		RuleLoader(ClassLoader parent) {
			super(parent);
		}

		LongUnaryOperator load(byte[] rule) {
			try {
				Class<?> type = defineClass(TenPercentOff.class.getName(), rule, 0, rule.length);
				return (LongUnaryOperator) type.getConstructor().newInstance();
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException("A voucher's rule cannot be loaded", ex);
			}
		}

	}

	/**
	 * Public, because each copy lives in another class loader and so in another package.
	 */
	public static final class TenPercentOff implements LongUnaryOperator {

		public TenPercentOff() {
		}

		@Override
		public long applyAsLong(long cents) {
			return cents * 9 / 10;
		}

	}

}
