-- Lists of payouts to sellers, newest first: of all, and of one seller.
create index payouts_newest on payments.payouts (created_at desc, id desc) where purpose = 'seller';
create index payouts_of_seller on payments.payouts (subject_id, created_at desc, id desc) where purpose = 'seller';
