package io.memprof.demo.order;

import java.util.List;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.ListCrudRepository;

public interface Orders extends ListCrudRepository<Order, Long> {

	/** In one query: a select for the lines of each order takes longer the more wait. */
	@Query("select o from Order o left join fetch o.lines")
	List<Order> findAllWithLines();

}
