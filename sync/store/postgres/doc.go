// Package postgres connects the store to PostgreSQL: it makes connections, keeps
// texts that PostgreSQL can't hold, and says in words what an error of a server
// means. It must not know what is stored.
package postgres
