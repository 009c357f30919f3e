-- SQLite checks a reference in passing; what the other database's file of this name drops stays.

SELECT 1;
