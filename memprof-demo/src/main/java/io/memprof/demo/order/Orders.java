package io.memprof.demo.order;

import java.time.Instant;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.ListCrudRepository;

public interface Orders extends ListCrudRepository<Order, Long> {

	@Modifying
	@Query("delete from Order o where o.placedAt < :before")
	int deletePlacedBefore(Instant before);

}
