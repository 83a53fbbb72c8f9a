/** Sakila in Snowflake's words: every table, key and comment of it, with its ring of stores and staff, and nothing named but the CHECKs. */

const updated = "last_update timestamp_ntz DEFAULT current_timestamp() NOT NULL";

export const sakila: readonly string[] = [
  "CREATE SEQUENCE payment_number START = 16050 INCREMENT = 1 COMMENT = 'on the receipt'",
  `CREATE TABLE actor (actor_id int AUTOINCREMENT START 201 INCREMENT 1, first_name varchar(45) NOT NULL, last_name varchar(45) NOT NULL, ${updated}, PRIMARY KEY (actor_id)) COMMENT = 'who plays'`,
  `CREATE TABLE country (country_id int AUTOINCREMENT, country varchar(50) NOT NULL, ${updated}, PRIMARY KEY (country_id))`,
  `CREATE TABLE city (city_id int AUTOINCREMENT, city varchar(50) NOT NULL, country_id int NOT NULL, ${updated}, PRIMARY KEY (city_id), FOREIGN KEY (country_id) REFERENCES country (country_id))`,
  `CREATE TABLE address (address_id int AUTOINCREMENT, address varchar(50) NOT NULL, address2 varchar(50), district varchar(20) NOT NULL COMMENT 'a part of a country', city_id int NOT NULL, postal_code varchar(10), phone varchar(20) NOT NULL, location geography, ${updated}, PRIMARY KEY (address_id), FOREIGN KEY (city_id) REFERENCES city (city_id))`,
  `CREATE TABLE category (category_id number(3,0) AUTOINCREMENT, name varchar(25) NOT NULL, ${updated}, PRIMARY KEY (category_id))`,
  `CREATE TABLE language (language_id number(3,0) AUTOINCREMENT, name char(20) NOT NULL COMMENT 'in English', ${updated}, PRIMARY KEY (language_id)) COMMENT = 'what is spoken'`,
  `CREATE TABLE film (film_id int AUTOINCREMENT, title varchar(255) NOT NULL, description text, release_year number(4,0), language_id number(3,0) NOT NULL, original_language_id number(3,0), rental_duration number(3,0) DEFAULT 3 NOT NULL, rental_rate number(4,2) DEFAULT 4.99 NOT NULL, length number(5,0), replacement_cost number(5,2) DEFAULT 19.99 NOT NULL, rating varchar(5) DEFAULT 'G', special_features array, ${updated},
    PRIMARY KEY (film_id), FOREIGN KEY (language_id) REFERENCES language (language_id), FOREIGN KEY (original_language_id) REFERENCES language (language_id),
    CONSTRAINT ck_film_rating CHECK (rating IN ('G', 'PG', 'PG-13', 'R', 'NC-17')), CONSTRAINT ck_film_release_year CHECK (release_year BETWEEN 1901 AND 2155)) CLUSTER BY (title)`,
  `CREATE TABLE film_actor (actor_id int NOT NULL, film_id int NOT NULL, ${updated}, PRIMARY KEY (actor_id, film_id), FOREIGN KEY (actor_id) REFERENCES actor (actor_id), FOREIGN KEY (film_id) REFERENCES film (film_id))`,
  `CREATE TABLE film_category (film_id int NOT NULL, category_id number(3,0) NOT NULL, ${updated}, PRIMARY KEY (film_id, category_id), FOREIGN KEY (film_id) REFERENCES film (film_id), FOREIGN KEY (category_id) REFERENCES category (category_id))`,
  "CREATE TRANSIENT TABLE film_text (film_id int NOT NULL, title varchar(255) NOT NULL, description text, PRIMARY KEY (film_id))",
  `CREATE TABLE staff (staff_id number(3,0) AUTOINCREMENT, first_name varchar(45) NOT NULL, last_name varchar(45) NOT NULL, address_id int NOT NULL, picture binary, email varchar(50), store_id number(3,0) NOT NULL, active boolean DEFAULT TRUE NOT NULL, username varchar(16) NOT NULL, password varchar(40), ${updated}, PRIMARY KEY (staff_id), UNIQUE (username), FOREIGN KEY (address_id) REFERENCES address (address_id))`,
  `CREATE TABLE store (store_id number(3,0) AUTOINCREMENT, manager_staff_id number(3,0) NOT NULL, address_id int NOT NULL, ${updated}, PRIMARY KEY (store_id), UNIQUE (manager_staff_id), FOREIGN KEY (manager_staff_id) REFERENCES staff (staff_id), FOREIGN KEY (address_id) REFERENCES address (address_id))`,
  "ALTER TABLE staff ADD FOREIGN KEY (store_id) REFERENCES store (store_id)",
  `CREATE TABLE customer (customer_id int AUTOINCREMENT, store_id number(3,0) NOT NULL, first_name varchar(45) NOT NULL, last_name varchar(45) NOT NULL, email varchar(50), address_id int NOT NULL, active boolean DEFAULT TRUE NOT NULL, create_date date DEFAULT current_date() NOT NULL, ${updated}, PRIMARY KEY (customer_id), FOREIGN KEY (store_id) REFERENCES store (store_id), FOREIGN KEY (address_id) REFERENCES address (address_id)) COMMENT = 'who rents'`,
  `CREATE TABLE inventory (inventory_id int AUTOINCREMENT, film_id int NOT NULL, store_id number(3,0) NOT NULL, ${updated}, PRIMARY KEY (inventory_id), FOREIGN KEY (film_id) REFERENCES film (film_id), FOREIGN KEY (store_id) REFERENCES store (store_id))`,
  `CREATE TABLE rental (rental_id int AUTOINCREMENT, rental_date timestamp_ntz NOT NULL, inventory_id int NOT NULL, customer_id int NOT NULL, return_date timestamp_ntz, staff_id number(3,0) NOT NULL, ${updated}, PRIMARY KEY (rental_id), UNIQUE (rental_date, inventory_id, customer_id), FOREIGN KEY (inventory_id) REFERENCES inventory (inventory_id), FOREIGN KEY (customer_id) REFERENCES customer (customer_id), FOREIGN KEY (staff_id) REFERENCES staff (staff_id))`,
  "CREATE TABLE payment (payment_id int DEFAULT payment_number.NEXTVAL, customer_id int NOT NULL, staff_id number(3,0) NOT NULL, rental_id int, amount number(5,2) NOT NULL, payment_date timestamp_ltz NOT NULL, PRIMARY KEY (payment_id), FOREIGN KEY (customer_id) REFERENCES customer (customer_id), FOREIGN KEY (staff_id) REFERENCES staff (staff_id), FOREIGN KEY (rental_id) REFERENCES rental (rental_id))",
  "CREATE VIEW customer_list AS SELECT customer_id, first_name FROM customer",
  "INSERT INTO country (country) VALUES ('Austria')",
  "INSERT INTO city (city, country_id) VALUES ('Linz', 1)",
  "INSERT INTO address (address, district, city_id, phone) VALUES ('Main Street', 'Upper Austria', 1, '0')",
  "INSERT INTO language (name) VALUES ('English')",
  "INSERT INTO film (title, language_id) VALUES ('ACADEMY DINOSAUR', 1)",
  "INSERT INTO film_text VALUES (1, 'ACADEMY DINOSAUR', 'an epic drama')",
];

/** Of Sakila, 16 primary keys, 3 unique constraints and 22 foreign keys. */
export const serverNamed = 16 + 3 + 22;
