package io.memprof.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A test class whose methods may take a {@link LeakCheck} as parameter:
 * <pre class="code">
 * &#64;LeakChecks
 * class CheckoutTests {
 *
 *     private final Shop shop = new Shop();
 *
 *     &#64;Test
 *     void checkoutDoesNotLeak(LeakCheck leaks) {
 *         leaks.assertNoLeak(() -&gt; this.shop.checkout());
 *     }
 *
 * }
 * </pre> With {@code @SpringBootTest} beside it, holders are named by bean too.
 * <p>
 * A leak is seen in the heap of the whole JVM, so where JUnit runs tests in parallel this
 * class runs alone and its methods one after another.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(LeakCheckExtension.class)
@Isolated("a leak is seen in the heap of the whole JVM")
@Execution(ExecutionMode.SAME_THREAD)
public @interface LeakChecks {

}
