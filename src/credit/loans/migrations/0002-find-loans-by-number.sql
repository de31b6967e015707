-- Every institution counts its own numbers; the house looks for one over all of them.
create index loans_by_number on loans (number);
