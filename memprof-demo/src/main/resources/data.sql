insert into product (id, name, cents)
select x,
       array['Ethiopia', 'Kenya', 'Colombia', 'Brazil', 'House Blend'][mod(x, 5) + 1] || ' '
       || array['light', 'medium', 'dark'][mod(x, 3) + 1] || ' roast, lot ' || x || ', '
       || array['250', '500', '1000', '2500'][mod(x, 4) + 1] || ' g',
       900 + mod(x * 37, 3000)
from system_range(1, 400);

insert into customer (id, name, discount_percent)
select x, 'Café No. ' || x, mod(x, 12)
from system_range(1, 40);
