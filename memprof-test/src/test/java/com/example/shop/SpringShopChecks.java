package com.example.shop;

import io.memprof.test.LeakCheck;
import io.memprof.test.LeakChecks;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/**
 * A leak check in a test with an application context.
 */
@LeakChecks
@SpringJUnitConfig(SpringShopChecks.Shop.class)
public class SpringShopChecks {

	@Autowired
	private OrderDesk desk;

	@Test
	void check(LeakCheck leaks) {
		leaks.assertNoLeak(this.desk::audit);
	}

	@Configuration(proxyBeanMethods = false)
	static class Shop {

		@Bean
		OrderDesk frontDesk() {
			return new OrderDesk();
		}

	}

}
