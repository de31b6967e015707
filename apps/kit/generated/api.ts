/**
 * Written by `npm run docs` from docs/reference/openapi.json. Do not edit: `npm run check` tells when it is stale.
 */
export interface paths {
 "/settings": {
  parameters: {
  };
  get: operations["getSettings"];
 };
 "/settings/{key}": {
  parameters: {
  };
  put: operations["putSettingsByKey"];
 };
 "/audit/entries": {
  parameters: {
  };
  get: operations["getAuditEntries"];
 };
 "/media": {
  parameters: {
  };
  post: operations["postMedia"];
 };
 "/notifications": {
  parameters: {
  };
  get: operations["getNotifications"];
 };
 "/notifications/{id}/read": {
  parameters: {
  };
  post: operations["postNotificationsByIdRead"];
 };
 "/notifications/read-all": {
  parameters: {
  };
  post: operations["postNotificationsReadAll"];
 };
 "/notifications/preferences": {
  parameters: {
  };
  get: operations["getNotificationsPreferences"];
  put: operations["putNotificationsPreferences"];
 };
 "/notifications/stream": {
  parameters: {
  };
  get: operations["getNotificationsStream"];
 };
 "/auth/register": {
  parameters: {
  };
  post: operations["postAuthRegister"];
 };
 "/auth/login": {
  parameters: {
  };
  post: operations["postAuthLogin"];
 };
 "/auth/refresh": {
  parameters: {
  };
  post: operations["postAuthRefresh"];
 };
 "/auth/logout": {
  parameters: {
  };
  post: operations["postAuthLogout"];
 };
 "/auth/otp/request": {
  parameters: {
  };
  post: operations["postAuthOtpRequest"];
 };
 "/auth/otp/verify": {
  parameters: {
  };
  post: operations["postAuthOtpVerify"];
 };
 "/auth/password/reset": {
  parameters: {
  };
  post: operations["postAuthPasswordReset"];
 };
 "/auth/ways": {
  parameters: {
  };
  get: operations["getAuthWays"];
 };
 "/auth/session": {
  parameters: {
  };
  get: operations["getAuthSession"];
 };
 "/auth/google/start": {
  parameters: {
  };
  get: operations["getAuthGoogleStart"];
 };
 "/auth/google/callback": {
  parameters: {
  };
  get: operations["getAuthGoogleCallback"];
 };
 "/auth/devices": {
  parameters: {
  };
  get: operations["getAuthDevices"];
 };
 "/auth/devices/{id}": {
  parameters: {
  };
  delete: operations["deleteAuthDevicesById"];
 };
 "/auth/password": {
  parameters: {
  };
  post: operations["postAuthPassword"];
 };
 "/auth/totp": {
  parameters: {
  };
  get: operations["getAuthTotp"];
 };
 "/auth/totp/setup": {
  parameters: {
  };
  post: operations["postAuthTotpSetup"];
 };
 "/auth/totp/confirm": {
  parameters: {
  };
  post: operations["postAuthTotpConfirm"];
 };
 "/auth/totp/disable": {
  parameters: {
  };
  post: operations["postAuthTotpDisable"];
 };
 "/auth/api-keys": {
  parameters: {
  };
  get: operations["getAuthApiKeys"];
  post: operations["postAuthApiKeys"];
 };
 "/auth/api-keys/{id}": {
  parameters: {
  };
  delete: operations["deleteAuthApiKeysById"];
 };
 "/users": {
  parameters: {
  };
  get: operations["getUsers"];
 };
 "/users/{id}/roles/{role}": {
  parameters: {
  };
  put: operations["putUsersByIdRolesByRole"];
  delete: operations["deleteUsersByIdRolesByRole"];
 };
 "/users/me": {
  parameters: {
  };
  get: operations["getUsersMe"];
  delete: operations["deleteUsersMe"];
  patch: operations["patchUsersMe"];
 };
 "/users/me/export": {
  parameters: {
  };
  get: operations["getUsersMeExport"];
 };
 "/users/me/addresses": {
  parameters: {
  };
  get: operations["getUsersMeAddresses"];
  post: operations["postUsersMeAddresses"];
 };
 "/users/me/addresses/{id}": {
  parameters: {
  };
  delete: operations["deleteUsersMeAddressesById"];
  patch: operations["patchUsersMeAddressesById"];
 };
 "/regions": {
  parameters: {
  };
  get: operations["getRegions"];
 };
 "/ledger/trial-balance": {
  parameters: {
  };
  get: operations["getLedgerTrialBalance"];
 };
 "/ledger/accounts": {
  parameters: {
  };
  get: operations["getLedgerAccounts"];
 };
 "/ledger/accounts/{code}/statement": {
  parameters: {
  };
  get: operations["getLedgerAccountsByCodeStatement"];
 };
 "/payments/{id}": {
  parameters: {
  };
  get: operations["getPaymentsById"];
 };
 "/payments/{id}/check": {
  parameters: {
  };
  post: operations["postPaymentsByIdCheck"];
 };
 "/payments/{id}/qr.png": {
  parameters: {
  };
  get: operations["getPaymentsByIdQrPng"];
 };
 "/payments/{id}/channel": {
  parameters: {
  };
  post: operations["postPaymentsByIdChannel"];
 };
 "/payments/{id}/channels": {
  parameters: {
  };
  get: operations["getPaymentsByIdChannels"];
 };
 "/payments/{id}/refunds": {
  parameters: {
  };
  post: operations["postPaymentsByIdRefunds"];
 };
 "/payments/{id}/refund-account": {
  parameters: {
  };
  put: operations["putPaymentsByIdRefundAccount"];
 };
 "/banks": {
  parameters: {
  };
  get: operations["getBanks"];
 };
 "/payments/exceptions": {
  parameters: {
  };
  get: operations["getPaymentsExceptions"];
 };
 "/payments/exceptions/{id}/resolve": {
  parameters: {
  };
  post: operations["postPaymentsExceptionsByIdResolve"];
 };
 "/payouts": {
  parameters: {
  };
  get: operations["getPayouts"];
 };
 "/categories": {
  parameters: {
  };
  get: operations["getCategories"];
  post: operations["postCategories"];
 };
 "/categories/{category}": {
  parameters: {
  };
  get: operations["getCategoriesByCategory"];
  patch: operations["patchCategoriesByCategoryId"];
 };
 "/brands": {
  parameters: {
  };
  get: operations["getBrands"];
  post: operations["postBrands"];
 };
 "/brands/{brandId}": {
  parameters: {
  };
  patch: operations["patchBrandsByBrandId"];
 };
 "/sellers": {
  parameters: {
  };
  get: operations["getSellers"];
  post: operations["postSellers"];
 };
 "/sellers/me": {
  parameters: {
  };
  get: operations["getSellersMe"];
  patch: operations["patchSellersMe"];
 };
 "/sellers/{id}": {
  parameters: {
  };
  get: operations["getSellersById"];
 };
 "/sellers/{id}/approve": {
  parameters: {
  };
  post: operations["postSellersByIdApprove"];
 };
 "/sellers/{id}/reject": {
  parameters: {
  };
  post: operations["postSellersByIdReject"];
 };
 "/sellers/{id}/suspend": {
  parameters: {
  };
  post: operations["postSellersByIdSuspend"];
 };
 "/sellers/{id}/reinstate": {
  parameters: {
  };
  post: operations["postSellersByIdReinstate"];
 };
 "/sellers/me/balance": {
  parameters: {
  };
  get: operations["getSellersMeBalance"];
 };
 "/sellers/me/statement": {
  parameters: {
  };
  get: operations["getSellersMeStatement"];
 };
 "/sellers/me/payouts": {
  parameters: {
  };
  get: operations["getSellersMePayouts"];
 };
 "/sellers/me/payout-terms": {
  parameters: {
  };
  get: operations["getSellersMePayoutTerms"];
 };
 "/payouts/run": {
  parameters: {
  };
  post: operations["postPayoutsRun"];
 };
 "/sellers/me/offers/{offerId}/stock": {
  parameters: {
  };
  get: operations["getSellersMeOffersByOfferIdStock"];
  patch: operations["patchSellersMeOffersByOfferIdStock"];
 };
 "/sellers/me/offers/{offerId}/movements": {
  parameters: {
  };
  get: operations["getSellersMeOffersByOfferIdMovements"];
  post: operations["postSellersMeOffersByOfferIdMovements"];
 };
 "/sellers/me/locations": {
  parameters: {
  };
  get: operations["getSellersMeLocations"];
  post: operations["postSellersMeLocations"];
 };
 "/products": {
  parameters: {
  };
  get: operations["getProducts"];
 };
 "/products/{product}": {
  parameters: {
  };
  get: operations["getProductsByProduct"];
 };
 "/sellers/me/products": {
  parameters: {
  };
  get: operations["getSellersMeProducts"];
  post: operations["postSellersMeProducts"];
 };
 "/sellers/me/low-stock": {
  parameters: {
  };
  get: operations["getSellersMeLowStock"];
 };
 "/sellers/me/products/{productId}": {
  parameters: {
  };
  get: operations["getSellersMeProductsByProductId"];
  patch: operations["patchSellersMeProductsByProductId"];
 };
 "/sellers/me/offers": {
  parameters: {
  };
  post: operations["postSellersMeOffers"];
 };
 "/sellers/me/offers/{offerId}": {
  parameters: {
  };
  patch: operations["patchSellersMeOffersByOfferId"];
 };
 "/sellers/me/offers/{offerId}/prices": {
  parameters: {
  };
  get: operations["getSellersMeOffersByOfferIdPrices"];
 };
 "/search": {
  parameters: {
  };
  get: operations["getSearch"];
 };
 "/search/suggest": {
  parameters: {
  };
  get: operations["getSearchSuggest"];
 };
 "/search/synonyms": {
  parameters: {
  };
  get: operations["getSearchSynonyms"];
  post: operations["postSearchSynonyms"];
 };
 "/search/synonyms/{id}": {
  parameters: {
  };
  delete: operations["deleteSearchSynonymsById"];
 };
 "/cart": {
  parameters: {
  };
  get: operations["getCart"];
 };
 "/cart/items": {
  parameters: {
  };
  post: operations["postCartItems"];
 };
 "/cart/merge": {
  parameters: {
  };
  post: operations["postCartMerge"];
 };
 "/cart/items/{offerId}": {
  parameters: {
  };
  delete: operations["deleteCartItemsByOfferId"];
  patch: operations["patchCartItemsByOfferId"];
 };
 "/sellers/me/shipping-tariffs": {
  parameters: {
  };
  get: operations["getSellersMeShippingTariffs"];
  put: operations["putSellersMeShippingTariffs"];
 };
 "/checkout/quote": {
  parameters: {
  };
  post: operations["postCheckoutQuote"];
 };
 "/orders": {
  parameters: {
  };
  get: operations["getOrders"];
  post: operations["postOrders"];
 };
 "/orders/search": {
  parameters: {
  };
  get: operations["getOrdersSearch"];
 };
 "/orders/{id}": {
  parameters: {
  };
  get: operations["getOrdersById"];
 };
 "/orders/{id}/tracking": {
  parameters: {
  };
  get: operations["getOrdersByIdTracking"];
 };
 "/orders/{id}/invoice": {
  parameters: {
  };
  get: operations["getOrdersByIdInvoice"];
 };
 "/sellers/me/orders": {
  parameters: {
  };
  get: operations["getSellersMeOrders"];
 };
 "/orders/{id}/ship": {
  parameters: {
  };
  post: operations["postOrdersByIdShip"];
 };
 "/orders/{id}/deliver": {
  parameters: {
  };
  post: operations["postOrdersByIdDeliver"];
 };
 "/orders/{id}/cancel": {
  parameters: {
  };
  post: operations["postOrdersByIdCancel"];
 };
 "/orders/{id}/complete": {
  parameters: {
  };
  post: operations["postOrdersByIdComplete"];
 };
 "/recommendations": {
  parameters: {
  };
  get: operations["getRecommendations"];
 };
 "/credit/institution": {
  parameters: {
  };
  get: operations["getCreditInstitution"];
 };
 "/credit/institutions/{id}/members": {
  parameters: {
  };
  get: operations["getCreditInstitutionsByIdMembers"];
 };
 "/credit/people/find": {
  parameters: {
  };
  post: operations["postCreditPeopleFind"];
 };
 "/credit/institutions": {
  parameters: {
  };
  get: operations["getCreditInstitutions"];
  post: operations["postCreditInstitutions"];
 };
 "/credit/institutions/{id}/members/{userId}": {
  parameters: {
  };
  put: operations["putCreditInstitutionsByIdMembersByUserId"];
  delete: operations["deleteCreditInstitutionsByIdMembersByUserId"];
 };
 "/credit/webhooks": {
  parameters: {
  };
  get: operations["getCreditWebhooks"];
  post: operations["postCreditWebhooks"];
 };
 "/credit/webhooks/{id}": {
  parameters: {
  };
  delete: operations["deleteCreditWebhooksById"];
  patch: operations["patchCreditWebhooksById"];
 };
 "/credit/webhooks/{id}/rotate-secret": {
  parameters: {
  };
  post: operations["postCreditWebhooksByIdRotateSecret"];
 };
 "/credit/webhooks/{id}/ping": {
  parameters: {
  };
  post: operations["postCreditWebhooksByIdPing"];
 };
 "/credit/webhook-deliveries": {
  parameters: {
  };
  get: operations["getCreditWebhookDeliveries"];
 };
 "/credit/webhook-deliveries/{id}": {
  parameters: {
  };
  get: operations["getCreditWebhookDeliveriesById"];
 };
 "/credit/webhook-deliveries/{id}/replay": {
  parameters: {
  };
  post: operations["postCreditWebhookDeliveriesByIdReplay"];
 };
 "/credit/webhooks/{id}/replay": {
  parameters: {
  };
  post: operations["postCreditWebhooksByIdReplay"];
 };
 "/credit/loan-products": {
  parameters: {
  };
  get: operations["getCreditLoanProducts"];
  post: operations["postCreditLoanProducts"];
 };
 "/credit/loan-products/{id}": {
  parameters: {
  };
  get: operations["getCreditLoanProductsById"];
 };
 "/credit/loan-products/preview": {
  parameters: {
  };
  post: operations["postCreditLoanProductsPreview"];
 };
 "/credit/loan-products/{id}/preview": {
  parameters: {
  };
  post: operations["postCreditLoanProductsByIdPreview"];
 };
 "/credit/loan-products/{id}/versions": {
  parameters: {
  };
  post: operations["postCreditLoanProductsByIdVersions"];
 };
 "/credit/loan-products/{id}/versions/{version}/release": {
  parameters: {
  };
  post: operations["postCreditLoanProductsByIdVersionsByVersionRelease"];
 };
 "/credit/loan-products/{id}/retire": {
  parameters: {
  };
  post: operations["postCreditLoanProductsByIdRetire"];
 };
 "/credit/loans": {
  parameters: {
  };
  get: operations["getCreditLoans"];
  post: operations["postCreditLoans"];
 };
 "/credit/loans/{id}": {
  parameters: {
  };
  get: operations["getCreditLoansById"];
 };
 "/credit/loans/{id}/schedule": {
  parameters: {
  };
  get: operations["getCreditLoansByIdSchedule"];
 };
 "/credit/loans/{id}/transactions": {
  parameters: {
  };
  get: operations["getCreditLoansByIdTransactions"];
 };
 "/credit/loans/{id}/payoff-quote": {
  parameters: {
  };
  get: operations["getCreditLoansByIdPayoffQuote"];
 };
 "/credit/loans/{id}/charges": {
  parameters: {
  };
  get: operations["getCreditLoansByIdCharges"];
 };
 "/credit/my-loans/{id}/charges": {
  parameters: {
  };
  get: operations["getCreditMyLoansByIdCharges"];
 };
 "/credit/loans/{id}/agreement": {
  parameters: {
  };
  get: operations["getCreditLoansByIdAgreement"];
 };
 "/credit/loans/{id}/timeline": {
  parameters: {
  };
  get: operations["getCreditLoansByIdTimeline"];
 };
 "/credit/loans/{id}/journal": {
  parameters: {
  };
  get: operations["getCreditLoansByIdJournal"];
 };
 "/credit/loans/{id}/figures": {
  parameters: {
  };
  get: operations["getCreditLoansByIdFigures"];
 };
 "/credit/my-loans": {
  parameters: {
  };
  get: operations["getCreditMyLoans"];
 };
 "/credit/my-loans/{id}": {
  parameters: {
  };
  get: operations["getCreditMyLoansById"];
 };
 "/credit/my-loans/{id}/schedule": {
  parameters: {
  };
  get: operations["getCreditMyLoansByIdSchedule"];
 };
 "/credit/my-loans/{id}/transactions": {
  parameters: {
  };
  get: operations["getCreditMyLoansByIdTransactions"];
 };
 "/credit/my-loans/{id}/payoff-quote": {
  parameters: {
  };
  get: operations["getCreditMyLoansByIdPayoffQuote"];
 };
 "/credit/loans/{id}/disbursements": {
  parameters: {
  };
  post: operations["postCreditLoansByIdDisbursements"];
 };
 "/credit/loans/{id}/cancel": {
  parameters: {
  };
  post: operations["postCreditLoansByIdCancel"];
 };
 "/credit/loans/{id}/transactions/{transactionId}/reverse": {
  parameters: {
  };
  post: operations["postCreditLoansByIdTransactionsByTransactionIdReverse"];
 };
 "/credit/loans/{id}/repayments": {
  parameters: {
  };
  post: operations["postCreditLoansByIdRepayments"];
 };
 "/credit/loans/{id}/down-payments": {
  parameters: {
  };
  post: operations["postCreditLoansByIdDownPayments"];
 };
 "/credit/loans/{id}/merchant-refunds": {
  parameters: {
  };
  post: operations["postCreditLoansByIdMerchantRefunds"];
 };
 "/credit/loans/{id}/payout-refunds": {
  parameters: {
  };
  post: operations["postCreditLoansByIdPayoutRefunds"];
 };
 "/credit/loans/{id}/recoveries": {
  parameters: {
  };
  post: operations["postCreditLoansByIdRecoveries"];
 };
 "/credit/loans/{id}/chargebacks": {
  parameters: {
  };
  post: operations["postCreditLoansByIdChargebacks"];
 };
 "/credit/loans/{id}/goodwill-credits": {
  parameters: {
  };
  post: operations["postCreditLoansByIdGoodwillCredits"];
 };
 "/credit/loans/{id}/credit-balance-refunds": {
  parameters: {
  };
  post: operations["postCreditLoansByIdCreditBalanceRefunds"];
 };
 "/credit/loans/{id}/interest-waivers": {
  parameters: {
  };
  post: operations["postCreditLoansByIdInterestWaivers"];
 };
 "/credit/loans/{id}/charge-waivers": {
  parameters: {
  };
  post: operations["postCreditLoansByIdChargeWaivers"];
 };
 "/credit/loans/{id}/fees": {
  parameters: {
  };
  post: operations["postCreditLoansByIdFees"];
 };
 "/credit/loans/{id}/reschedules": {
  parameters: {
  };
  post: operations["postCreditLoansByIdReschedules"];
 };
 "/credit/loans/{id}/re-ages": {
  parameters: {
  };
  post: operations["postCreditLoansByIdReAges"];
 };
 "/credit/loans/{id}/re-amortisations": {
  parameters: {
  };
  post: operations["postCreditLoansByIdReAmortisations"];
 };
 "/credit/loans/{id}/payment-holidays": {
  parameters: {
  };
  post: operations["postCreditLoansByIdPaymentHolidays"];
 };
 "/credit/loans/{id}/charge-freezes": {
  parameters: {
  };
  post: operations["postCreditLoansByIdChargeFreezes"];
 };
 "/credit/loans/{id}/charge-offs": {
  parameters: {
  };
  post: operations["postCreditLoansByIdChargeOffs"];
 };
 "/credit/loans/{id}/write-offs": {
  parameters: {
  };
  post: operations["postCreditLoansByIdWriteOffs"];
 };
 "/credit/loans/{id}/preview": {
  parameters: {
  };
  post: operations["postCreditLoansByIdPreview"];
 };
 "/credit/funders": {
  parameters: {
  };
  get: operations["getCreditFunders"];
  post: operations["postCreditFunders"];
 };
 "/credit/funders/{id}": {
  parameters: {
  };
  get: operations["getCreditFundersById"];
 };
 "/credit/funders/{id}/account": {
  parameters: {
  };
  get: operations["getCreditFundersByIdAccount"];
 };
 "/credit/funders/{id}/payments": {
  parameters: {
  };
  get: operations["getCreditFundersByIdPayments"];
 };
 "/credit/funders/{id}/lots": {
  parameters: {
  };
  get: operations["getCreditFundersByIdLots"];
 };
 "/credit/funders/{id}/movements": {
  parameters: {
  };
  get: operations["getCreditFundersByIdMovements"];
 };
 "/credit/funders/{id}/payout-account": {
  parameters: {
  };
  put: operations["putCreditFundersByIdPayoutAccount"];
 };
 "/credit/funders/{id}/withdrawals": {
  parameters: {
  };
  get: operations["getCreditFundersByIdWithdrawals"];
  post: operations["postCreditFundersByIdWithdrawals"];
 };
 "/credit/funder-withdrawals": {
  parameters: {
  };
  get: operations["getCreditFunderWithdrawals"];
 };
 "/credit/funds": {
  parameters: {
  };
  get: operations["getCreditFunds"];
 };
 "/credit/loans/{id}/funding": {
  parameters: {
  };
  get: operations["getCreditLoansByIdFunding"];
  post: operations["postCreditLoansByIdFunding"];
 };
 "/credit/disbursements": {
  parameters: {
  };
  get: operations["getCreditDisbursements"];
 };
 "/credit/loans/{id}/payout": {
  parameters: {
  };
  get: operations["getCreditLoansByIdPayout"];
  post: operations["postCreditLoansByIdPayout"];
 };
 "/credit/loans/{id}/payouts": {
  parameters: {
  };
  get: operations["getCreditLoansByIdPayouts"];
 };
 "/credit/loans/{id}/payout/retry": {
  parameters: {
  };
  post: operations["postCreditLoansByIdPayoutRetry"];
 };
 "/credit/loans/{id}/repayment-account": {
  parameters: {
  };
  get: operations["getCreditLoansByIdRepaymentAccount"];
 };
 "/credit/loans/{id}/receipts": {
  parameters: {
  };
  get: operations["getCreditLoansByIdReceipts"];
 };
 "/credit/loans/{id}/overpayment-refunds": {
  parameters: {
  };
  get: operations["getCreditLoansByIdOverpaymentRefunds"];
  post: operations["postCreditLoansByIdOverpaymentRefunds"];
 };
 "/credit/overpayment-refunds": {
  parameters: {
  };
  get: operations["getCreditOverpaymentRefunds"];
 };
 "/credit/loans/{id}/payment-claims": {
  parameters: {
  };
  get: operations["getCreditLoansByIdPaymentClaims"];
  post: operations["postCreditLoansByIdPaymentClaims"];
 };
 "/credit/payment-claims": {
  parameters: {
  };
  get: operations["getCreditPaymentClaims"];
 };
 "/credit/payment-claims/{id}/decision": {
  parameters: {
  };
  post: operations["postCreditPaymentClaimsByIdDecision"];
 };
 "/credit/unmatched-money": {
  parameters: {
  };
  get: operations["getCreditUnmatchedMoney"];
 };
 "/credit/unmatched-money/{id}/resolve": {
  parameters: {
  };
  post: operations["postCreditUnmatchedMoneyByIdResolve"];
 };
 "/credit/unidentified-money": {
  parameters: {
  };
  get: operations["getCreditUnidentifiedMoney"];
 };
 "/credit/unidentified-money/loans": {
  parameters: {
  };
  get: operations["getCreditUnidentifiedMoneyLoans"];
 };
 "/credit/unidentified-money/{entryId}/resolve": {
  parameters: {
  };
  post: operations["postCreditUnidentifiedMoneyByEntryIdResolve"];
 };
 "/credit/reconciliations": {
  parameters: {
  };
  get: operations["getCreditReconciliations"];
  post: operations["postCreditReconciliations"];
 };
 "/credit/reconciliations/{day}": {
  parameters: {
  };
  get: operations["getCreditReconciliationsByDay"];
 };
 "/credit/business-day": {
  parameters: {
  };
  get: operations["getCreditBusinessDay"];
 };
 "/credit/close-of-business": {
  parameters: {
  };
  get: operations["getCreditCloseOfBusiness"];
  post: operations["postCreditCloseOfBusiness"];
 };
 "/credit/close-of-business/{id}": {
  parameters: {
  };
  get: operations["getCreditCloseOfBusinessById"];
 };
 "/credit/close-of-business/set-aside-loans": {
  parameters: {
  };
  get: operations["getCreditCloseOfBusinessSetAsideLoans"];
 };
 "/credit/close-of-business/{id}/retry": {
  parameters: {
  };
  post: operations["postCreditCloseOfBusinessByIdRetry"];
 };
 "/credit/business-day/automatic": {
  parameters: {
  };
  put: operations["putCreditBusinessDayAutomatic"];
 };
 "/credit/collections": {
  parameters: {
  };
  get: operations["getCreditCollections"];
 };
 "/credit/collections/buckets": {
  parameters: {
  };
  get: operations["getCreditCollectionsBuckets"];
 };
 "/credit/collections/{loanId}": {
  parameters: {
  };
  get: operations["getCreditCollectionsByLoanId"];
 };
 "/credit/collections/{loanId}/assignee": {
  parameters: {
  };
  put: operations["putCreditCollectionsByLoanIdAssignee"];
 };
 "/credit/collections/{loanId}/contact-check": {
  parameters: {
  };
  post: operations["postCreditCollectionsByLoanIdContactCheck"];
 };
 "/credit/collections/{loanId}/contacts": {
  parameters: {
  };
  post: operations["postCreditCollectionsByLoanIdContacts"];
 };
 "/credit/collections/{loanId}/promises": {
  parameters: {
  };
  post: operations["postCreditCollectionsByLoanIdPromises"];
 };
 "/credit/collections/{loanId}/hardships": {
  parameters: {
  };
  post: operations["postCreditCollectionsByLoanIdHardships"];
 };
 "/credit/hardships": {
  parameters: {
  };
  get: operations["getCreditHardships"];
 };
 "/credit/hardships/{id}/decide": {
  parameters: {
  };
  post: operations["postCreditHardshipsByIdDecide"];
 };
 "/credit/collections/plan": {
  parameters: {
  };
  get: operations["getCreditCollectionsPlan"];
  put: operations["putCreditCollectionsPlan"];
 };
 "/credit/holidays/{year}": {
  parameters: {
  };
  get: operations["getCreditHolidaysByYear"];
  put: operations["putCreditHolidaysByYear"];
 };
 "/credit/me/contacts": {
  parameters: {
  };
  get: operations["getCreditMeContacts"];
 };
 "/credit/me/contact-preferences": {
  parameters: {
  };
  get: operations["getCreditMeContactPreferences"];
  put: operations["putCreditMeContactPreferences"];
 };
 "/credit/me/loans/{loanId}/promises": {
  parameters: {
  };
  post: operations["postCreditMeLoansByLoanIdPromises"];
 };
 "/credit/me/loans/{loanId}/hardships": {
  parameters: {
  };
  post: operations["postCreditMeLoansByLoanIdHardships"];
 };
 "/credit/books/accounts": {
  parameters: {
  };
  get: operations["getCreditBooksAccounts"];
 };
 "/credit/books/accounts/{role}": {
  parameters: {
  };
  put: operations["putCreditBooksAccountsByRole"];
 };
 "/credit/books/trial-balance": {
  parameters: {
  };
  get: operations["getCreditBooksTrialBalance"];
 };
 "/credit/books/accounts/{role}/statement": {
  parameters: {
  };
  get: operations["getCreditBooksAccountsByRoleStatement"];
 };
 "/credit/books/loans/{loanId}/journal": {
  parameters: {
  };
  get: operations["getCreditBooksLoansByLoanIdJournal"];
 };
 "/credit/reports/quality": {
  parameters: {
  };
  get: operations["getCreditReportsQuality"];
 };
 "/credit/reports/quality-history": {
  parameters: {
  };
  get: operations["getCreditReportsQualityHistory"];
 };
 "/credit/reports/ageing": {
  parameters: {
  };
  get: operations["getCreditReportsAgeing"];
 };
 "/credit/reports/vintages": {
  parameters: {
  };
  get: operations["getCreditReportsVintages"];
 };
 "/credit/reports/cash-flow": {
  parameters: {
  };
  get: operations["getCreditReportsCashFlow"];
 };
 "/credit/reports/registry-months": {
  parameters: {
  };
  get: operations["getCreditReportsRegistryMonths"];
 };
 "/credit/reports/tax-slips": {
  parameters: {
  };
  get: operations["getCreditReportsTaxSlips"];
 };
 "/credit/institutions/{id}/publication": {
  parameters: {
  };
  get: operations["getCreditInstitutionsByIdPublication"];
 };
 "/credit/reports/files/{name}": {
  parameters: {
  };
  get: operations["getCreditReportsFilesByName"];
 };
 "/insight/stores": {
  parameters: {
  };
  get: operations["getInsightStores"];
  post: operations["postInsightStores"];
 };
 "/insight/stores/{storeId}": {
  parameters: {
  };
  get: operations["getInsightStoresByStoreId"];
  patch: operations["patchInsightStoresByStoreId"];
 };
 "/insight/stores/{storeId}/closed-days": {
  parameters: {
  };
  post: operations["postInsightStoresByStoreIdClosedDays"];
 };
 "/insight/stores/{storeId}/closed-days/{on}": {
  parameters: {
  };
  delete: operations["deleteInsightStoresByStoreIdClosedDaysByOn"];
 };
 "/insight/stores/{storeId}/managers": {
  parameters: {
  };
  get: operations["getInsightStoresByStoreIdManagers"];
  post: operations["postInsightStoresByStoreIdManagers"];
 };
 "/insight/stores/{storeId}/managers/{userId}": {
  parameters: {
  };
  delete: operations["deleteInsightStoresByStoreIdManagersByUserId"];
 };
 "/insight/stores/{storeId}/invitations/{invitationId}": {
  parameters: {
  };
  delete: operations["deleteInsightStoresByStoreIdInvitationsByInvitationId"];
 };
 "/insight/invitations/accept": {
  parameters: {
  };
  post: operations["postInsightInvitationsAccept"];
 };
 "/insight/sales": {
  parameters: {
  };
  get: operations["getInsightSales"];
  post: operations["postInsightSales"];
 };
 "/insight/sales/best-sellers": {
  parameters: {
  };
  get: operations["getInsightSalesBestSellers"];
 };
 "/insight/sales/summary": {
  parameters: {
  };
  get: operations["getInsightSalesSummary"];
 };
 "/insight/sales/corrections": {
  parameters: {
  };
  post: operations["postInsightSalesCorrections"];
 };
 "/insight/sales/imports": {
  parameters: {
  };
  get: operations["getInsightSalesImports"];
  post: operations["postInsightSalesImports"];
 };
 "/insight/sales/products": {
  parameters: {
  };
  get: operations["getInsightSalesProducts"];
 };
 "/insight/sales/products/{productId}": {
  parameters: {
  };
  patch: operations["patchInsightSalesProductsByProductId"];
 };
 "/insight/sales/marks": {
  parameters: {
  };
  get: operations["getInsightSalesMarks"];
  post: operations["postInsightSalesMarks"];
 };
 "/insight/sales/marks/{markId}": {
  parameters: {
  };
  delete: operations["deleteInsightSalesMarksByMarkId"];
 };
 "/insight/ingredients": {
  parameters: {
  };
  get: operations["getInsightIngredients"];
  post: operations["postInsightIngredients"];
 };
 "/insight/ingredients/{ingredientId}": {
  parameters: {
  };
  get: operations["getInsightIngredientsByIngredientId"];
  patch: operations["patchInsightIngredientsByIngredientId"];
 };
 "/insight/ingredients/{ingredientId}/counts": {
  parameters: {
  };
  post: operations["postInsightIngredientsByIngredientIdCounts"];
 };
 "/insight/calendar": {
  parameters: {
  };
  get: operations["getInsightCalendar"];
 };
 "/insight/calendar/news": {
  parameters: {
  };
  get: operations["getInsightCalendarNews"];
 };
 "/insight/recipes": {
  parameters: {
  };
  get: operations["getInsightRecipes"];
 };
 "/insight/recipes/{productId}": {
  parameters: {
  };
  get: operations["getInsightRecipesByProductId"];
  put: operations["putInsightRecipesByProductId"];
  delete: operations["deleteInsightRecipesByProductId"];
 };
 "/insight/market-prices": {
  parameters: {
  };
  get: operations["getInsightMarketPrices"];
  post: operations["postInsightMarketPrices"];
 };
 "/insight/market-prices/commodities": {
  parameters: {
  };
  get: operations["getInsightMarketPricesCommodities"];
 };
 "/insight/market-prices/regions": {
  parameters: {
  };
  get: operations["getInsightMarketPricesRegions"];
 };
 "/insight/market-prices/history": {
  parameters: {
  };
  get: operations["getInsightMarketPricesHistory"];
 };
 "/insight/market-prices/alerts": {
  parameters: {
  };
  get: operations["getInsightMarketPricesAlerts"];
  post: operations["postInsightMarketPricesAlerts"];
 };
 "/insight/market-prices/alerts/{alertId}": {
  parameters: {
  };
  delete: operations["deleteInsightMarketPricesAlertsByAlertId"];
 };
 "/insight/forecasts": {
  parameters: {
  };
  get: operations["getInsightForecasts"];
 };
 "/insight/forecasts/latest": {
  parameters: {
  };
  get: operations["getInsightForecastsLatest"];
 };
 "/insight/forecasts/prices": {
  parameters: {
  };
  get: operations["getInsightForecastsPrices"];
 };
 "/insight/forecasts/runs": {
  parameters: {
  };
  get: operations["getInsightForecastsRuns"];
  post: operations["postInsightForecastsRuns"];
 };
 "/insight/forecasts/runs/{runId}": {
  parameters: {
  };
  get: operations["getInsightForecastsRunsByRunId"];
 };
 "/insight/forecasts/overrides": {
  parameters: {
  };
  get: operations["getInsightForecastsOverrides"];
  post: operations["postInsightForecastsOverrides"];
 };
 "/insight/forecasts/overrides/{overrideId}": {
  parameters: {
  };
  delete: operations["deleteInsightForecastsOverridesByOverrideId"];
 };
 "/insight/purchase-plans": {
  parameters: {
  };
  get: operations["getInsightPurchasePlans"];
  post: operations["postInsightPurchasePlans"];
 };
 "/insight/purchase-plans/shortages": {
  parameters: {
  };
  get: operations["getInsightPurchasePlansShortages"];
 };
 "/insight/purchase-plans/{planId}": {
  parameters: {
  };
  get: operations["getInsightPurchasePlansByPlanId"];
  delete: operations["deleteInsightPurchasePlansByPlanId"];
 };
 "/insight/purchase-plans/previews": {
  parameters: {
  };
  post: operations["postInsightPurchasePlansPreviews"];
 };
 "/insight/purchase-plans/{planId}/lines/{ingredientId}": {
  parameters: {
  };
  patch: operations["patchInsightPurchasePlansByPlanIdLinesByIngredientId"];
 };
 "/insight/purchase-plans/{planId}/order": {
  parameters: {
  };
  post: operations["postInsightPurchasePlansByPlanIdOrder"];
 };
 "/insight/purchase-plans/{planId}/arrive": {
  parameters: {
  };
  post: operations["postInsightPurchasePlansByPlanIdArrive"];
 };
 "/insight/purchase-plans/{planId}/export": {
  parameters: {
  };
  get: operations["getInsightPurchasePlansByPlanIdExport"];
 };
 "/insight/documents": {
  parameters: {
  };
  get: operations["getInsightDocuments"];
  post: operations["postInsightDocuments"];
 };
 "/insight/documents/{documentId}": {
  parameters: {
  };
  get: operations["getInsightDocumentsByDocumentId"];
  delete: operations["deleteInsightDocumentsByDocumentId"];
 };
 "/insight/documents/{documentId}/chunks": {
  parameters: {
  };
  get: operations["getInsightDocumentsByDocumentIdChunks"];
 };
 "/insight/documents/search": {
  parameters: {
  };
  post: operations["postInsightDocumentsSearch"];
 };
 "/insight/assistant/sessions": {
  parameters: {
  };
  get: operations["getInsightAssistantSessions"];
  post: operations["postInsightAssistantSessions"];
 };
 "/insight/assistant/sessions/{sessionId}": {
  parameters: {
  };
  get: operations["getInsightAssistantSessionsBySessionId"];
  delete: operations["deleteInsightAssistantSessionsBySessionId"];
 };
 "/insight/assistant/sessions/{sessionId}/messages": {
  parameters: {
  };
  get: operations["getInsightAssistantSessionsBySessionIdMessages"];
  post: operations["postInsightAssistantSessionsBySessionIdMessages"];
 };
 "/insight/assistant/sessions/{sessionId}/messages/{messageId}/proposal": {
  parameters: {
  };
  post: operations["postInsightAssistantSessionsBySessionIdMessagesByMessageIdProposal"];
 };
 "/insight/usage": {
  parameters: {
  };
  get: operations["getInsightUsage"];
 };
}
export type webhooks = Record<string, never>;
export interface components {
 schemas: never;
 responses: never;
 parameters: never;
 requestBodies: never;
 headers: never;
 pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
 getSettings: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** @description module.name */
       key: string;
       value: unknown;
       isDefault: boolean;
       version: number;
       description: {
        id: string;
        en: string;
       };
       schema: unknown;
       changedAt: string | null;
       changedBy: string | null;
       reason: string | null;
      }[];
     };
    };
   };
  };
 };
 putSettingsByKey: {
  parameters: {
   path: {
    key: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "value": 200,
     *       "expectedVersion": 1,
     *       "reason": "Komisi diturunkan"
     *     }
     */
    "application/json": {
     value: unknown;
     expectedVersion: number;
     reason: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** @description module.name */
      key: string;
      value: unknown;
      isDefault: boolean;
      version: number;
      description: {
       id: string;
       en: string;
      };
      schema: unknown;
      changedAt: string | null;
      changedBy: string | null;
      reason: string | null;
     };
    };
   };
  };
 };
 getAuditEntries: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
    stream?: string;
    actorId?: string;
    action?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       eventId: string;
       stream: string;
       sequence: number;
       action: string;
       module: string;
       actor: {
        kind: string;
        id: string | null;
        roles: string[];
       };
       onBehalfOf: string | null;
       before: unknown;
       after: unknown;
       correlationId: string;
       clientAddress: string | null;
       /** Format: date-time */
       recordedAt: string;
       hash: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postMedia: {
  parameters: {
  };
  requestBody: {
   content: {
    "multipart/form-data": {
     file: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      url: string;
      width: number;
      height: number;
      sources: {
       type: string;
       srcset: string;
      }[];
     };
    };
   };
  };
 };
 getNotifications: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
    unread?: boolean;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       type: string;
       group: string;
       title: string;
       body: string;
       link: string | null;
       isRead: boolean;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
      unreadCount: number;
     };
    };
   };
  };
 };
 postNotificationsByIdRead: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 postNotificationsReadAll: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      marked: number;
     };
    };
   };
  };
 };
 getNotificationsPreferences: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      transaction: {
       email: boolean;
       whatsapp: boolean;
       live: boolean;
      };
      account: {
       email: boolean;
       whatsapp: boolean;
       live: boolean;
      };
      shop: {
       email: boolean;
       whatsapp: boolean;
       live: boolean;
      };
      promo: {
       email: boolean;
       whatsapp: boolean;
       live: boolean;
      };
     };
    };
   };
  };
 };
 putNotificationsPreferences: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "transaction": {
     *         "email": true,
     *         "whatsapp": true,
     *         "live": true
     *       },
     *       "account": {
     *         "email": true,
     *         "whatsapp": true,
     *         "live": true
     *       },
     *       "shop": {
     *         "email": true,
     *         "whatsapp": true,
     *         "live": true
     *       },
     *       "promo": {
     *         "email": false,
     *         "whatsapp": false,
     *         "live": false
     *       }
     *     }
     */
    "application/json": {
     transaction: {
      email: boolean;
      whatsapp: boolean;
      live: boolean;
     };
     account: {
      email: boolean;
      whatsapp: boolean;
      live: boolean;
     };
     shop: {
      email: boolean;
      whatsapp: boolean;
      live: boolean;
     };
     promo: {
      email: boolean;
      whatsapp: boolean;
      live: boolean;
     };
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      transaction: {
       email: boolean;
       whatsapp: boolean;
       live: boolean;
      };
      account: {
       email: boolean;
       whatsapp: boolean;
       live: boolean;
      };
      shop: {
       email: boolean;
       whatsapp: boolean;
       live: boolean;
      };
      promo: {
       email: boolean;
       whatsapp: boolean;
       live: boolean;
      };
     };
    };
   };
  };
 };
 getNotificationsStream: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "text/event-stream": string;
    };
   };
  };
 };
 postAuthRegister: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Siti Aminah",
     *       "email": "siti@contoh.id",
     *       "password": "kopi susu gula aren"
     *     }
     */
    "application/json": {
     name: string;
     /** Format: email */
     email?: string;
     phone?: string;
     password: string;
     /** @enum {string} */
     language?: "id" | "en";
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      user: {
       /** Format: uuid */
       id: string;
       name: string;
      };
     };
    };
   };
  };
 };
 postAuthLogin: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "identifier": "pembeli@lumbung.test",
     *       "password": "lumbung-demo"
     *     }
     */
    "application/json": {
     identifier: string;
     password: string;
     totpCode?: string;
     deviceName?: string;
     /** @enum {string} */
     session?: "token" | "cookie";
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      accessToken: string | null;
      /** @constant */
      tokenType: "Bearer";
      expiresInSeconds: number;
      refreshToken: string | null;
      user: {
       /** Format: uuid */
       id: string;
       name: string;
       email: string | null;
       phone: string | null;
       roles: ("CUSTOMER" | "SELLER" | "STORE_MANAGER" | "CREDIT_OFFICER" | "COMPLIANCE_OFFICER" | "ADMIN" | "SUPER_ADMIN" | "PARTNER")[];
      };
     };
    };
   };
  };
 };
 postAuthRefresh: {
  parameters: {
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "refreshToken": "lbr_contoh"
     *     }
     */
    "application/json": {
     refreshToken?: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      accessToken: string | null;
      /** @constant */
      tokenType: "Bearer";
      expiresInSeconds: number;
      refreshToken: string | null;
      user: {
       /** Format: uuid */
       id: string;
       name: string;
       email: string | null;
       phone: string | null;
       roles: ("CUSTOMER" | "SELLER" | "STORE_MANAGER" | "CREDIT_OFFICER" | "COMPLIANCE_OFFICER" | "ADMIN" | "SUPER_ADMIN" | "PARTNER")[];
      };
     };
    };
   };
  };
 };
 postAuthLogout: {
  parameters: {
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "refreshToken": "lbr_contoh"
     *     }
     */
    "application/json": {
     refreshToken?: string;
    };
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 postAuthOtpRequest: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "identifier": "siti@contoh.id",
     *       "purpose": "login"
     *     }
     */
    "application/json": {
     identifier: string;
     /** @enum {string} */
     purpose?: "login" | "verify" | "reset";
    };
   };
  };
  responses: {
   202: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date-time */
      expiresAt: string;
      resendAfterSeconds: number;
     };
    };
   };
  };
 };
 postAuthOtpVerify: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "identifier": "siti@contoh.id",
     *       "code": "123456",
     *       "deviceName": "HP Siti"
     *     }
     */
    "application/json": {
     identifier: string;
     code: string;
     totpCode?: string;
     deviceName?: string;
     /** @enum {string} */
     session?: "token" | "cookie";
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      accessToken: string | null;
      /** @constant */
      tokenType: "Bearer";
      expiresInSeconds: number;
      refreshToken: string | null;
      user: {
       /** Format: uuid */
       id: string;
       name: string;
       email: string | null;
       phone: string | null;
       roles: ("CUSTOMER" | "SELLER" | "STORE_MANAGER" | "CREDIT_OFFICER" | "COMPLIANCE_OFFICER" | "ADMIN" | "SUPER_ADMIN" | "PARTNER")[];
      };
     };
    };
   };
  };
 };
 postAuthPasswordReset: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "identifier": "siti@contoh.id",
     *       "code": "123456",
     *       "newPassword": "teh poci gula batu"
     *     }
     */
    "application/json": {
     identifier: string;
     code: string;
     newPassword: string;
    };
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getAuthWays: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      password: boolean;
      code: boolean;
      google: boolean;
     };
    };
   };
  };
 };
 getAuthSession: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      isSignedIn: boolean;
      isRenewable: boolean;
     };
    };
   };
  };
 };
 getAuthGoogleStart: {
  parameters: {
   query?: {
    returnTo?: string;
   };
  };
  responses: never;
 };
 getAuthGoogleCallback: {
  parameters: {
   query: {
    state: string;
   };
  };
  responses: never;
 };
 getAuthDevices: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       name: string;
       current: boolean;
       /** Format: date-time */
       lastSeenAt: string;
       /** Format: date-time */
       createdAt: string;
      }[];
     };
    };
   };
  };
 };
 deleteAuthDevicesById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 postAuthPassword: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "currentPassword": "kopi susu gula aren",
     *       "newPassword": "teh poci gula batu"
     *     }
     */
    "application/json": {
     currentPassword: string;
     newPassword: string;
    };
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getAuthTotp: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      isOn: boolean;
      recoveryCodesLeft: number;
     };
    };
   };
  };
 };
 postAuthTotpSetup: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      secret: string;
      uri: string;
     };
    };
   };
  };
 };
 postAuthTotpConfirm: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "code": "123456"
     *     }
     */
    "application/json": {
     code: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      recoveryCodes: string[];
     };
    };
   };
  };
 };
 postAuthTotpDisable: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "code": "123456"
     *     }
     */
    "application/json": {
     code: string;
    };
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getAuthApiKeys: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       name: string;
       prefix: string;
       scopes: string[];
       /** Format: date-time */
       createdAt: string;
       expiresAt: string | null;
       lastUsedAt: string | null;
      }[];
     };
    };
   };
  };
 };
 postAuthApiKeys: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Aplikasi kasir",
     *       "scopes": [
     *         "orders:read"
     *       ]
     *     }
     */
    "application/json": {
     name: string;
     scopes: string[];
     /** Format: date-time */
     expiresAt?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      prefix: string;
      scopes: string[];
      /** Format: date-time */
      createdAt: string;
      expiresAt: string | null;
      lastUsedAt: string | null;
      key: string;
     };
    };
   };
  };
 };
 deleteAuthApiKeysById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getUsers: {
  parameters: {
   query?: {
    query?: string;
    role?: "CUSTOMER" | "SELLER" | "STORE_MANAGER" | "CREDIT_OFFICER" | "COMPLIANCE_OFFICER" | "ADMIN" | "SUPER_ADMIN" | "PARTNER";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       name: string;
       email: string | null;
       phone: string | null;
       roles: ("CUSTOMER" | "SELLER" | "STORE_MANAGER" | "CREDIT_OFFICER" | "COMPLIANCE_OFFICER" | "ADMIN" | "SUPER_ADMIN" | "PARTNER")[];
       /** @enum {string} */
       status: "active" | "erased";
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 putUsersByIdRolesByRole: {
  parameters: {
   path: {
    id: string;
    role: "CUSTOMER" | "SELLER" | "STORE_MANAGER" | "CREDIT_OFFICER" | "COMPLIANCE_OFFICER" | "ADMIN" | "SUPER_ADMIN" | "PARTNER";
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 deleteUsersByIdRolesByRole: {
  parameters: {
   path: {
    id: string;
    role: "CUSTOMER" | "SELLER" | "STORE_MANAGER" | "CREDIT_OFFICER" | "COMPLIANCE_OFFICER" | "ADMIN" | "SUPER_ADMIN" | "PARTNER";
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getUsersMe: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      email: string | null;
      phone: string | null;
      roles: string[];
      /** @enum {string} */
      language: "id" | "en";
      /** @enum {string} */
      timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
     };
    };
   };
  };
 };
 deleteUsersMe: {
  parameters: {
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "password": "kopi susu gula aren"
     *     }
     */
    "application/json": {
     password?: string;
    };
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 patchUsersMe: {
  parameters: {
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "name": "Siti Aminah",
     *       "language": "id",
     *       "timeZone": "Asia/Jakarta"
     *     }
     */
    "application/json": {
     name?: string;
     /** @enum {string} */
     language?: "id" | "en";
     /** @enum {string} */
     timeZone?: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      email: string | null;
      phone: string | null;
      roles: string[];
      /** @enum {string} */
      language: "id" | "en";
      /** @enum {string} */
      timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
     };
    };
   };
  };
 };
 getUsersMeExport: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date-time */
      exportedAt: string;
      /** Format: uuid */
      userId: string;
      data: {
       [key: string]: {
        [key: string]: unknown;
       };
      };
     };
    };
   };
  };
 };
 getUsersMeAddresses: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       label: string;
       recipientName: string;
       phone: string;
       street: string;
       villageCode: string;
       villageName: string;
       districtName: string;
       regencyName: string;
       provinceName: string;
       postalCode: string;
       landmark: string | null;
       isDefault: boolean;
       timeZone: string;
      }[];
     };
    };
   };
  };
 };
 postUsersMeAddresses: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "label": "Rumah",
     *       "recipientName": "Siti Aminah",
     *       "phone": "0812-3456-7890",
     *       "street": "Jl. Kenanga No. 17, RT 03/RW 05",
     *       "villageCode": "32.73.25.1002",
     *       "postalCode": "40614"
     *     }
     */
    "application/json": {
     label: string;
     recipientName: string;
     phone: string;
     street: string;
     villageCode: string;
     postalCode: string;
     landmark?: string | null;
     isDefault?: boolean;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      label: string;
      recipientName: string;
      phone: string;
      street: string;
      villageCode: string;
      villageName: string;
      districtName: string;
      regencyName: string;
      provinceName: string;
      postalCode: string;
      landmark: string | null;
      isDefault: boolean;
      timeZone: string;
     };
    };
   };
  };
 };
 deleteUsersMeAddressesById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 patchUsersMeAddressesById: {
  parameters: {
   path: {
    id: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "label": "Kantor",
     *       "isDefault": true
     *     }
     */
    "application/json": {
     label?: string;
     recipientName?: string;
     phone?: string;
     street?: string;
     villageCode?: string;
     postalCode?: string;
     landmark?: string | null;
     isDefault?: boolean;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      label: string;
      recipientName: string;
      phone: string;
      street: string;
      villageCode: string;
      villageName: string;
      districtName: string;
      regencyName: string;
      provinceName: string;
      postalCode: string;
      landmark: string | null;
      isDefault: boolean;
      timeZone: string;
     };
    };
   };
  };
 };
 getRegions: {
  parameters: {
   query?: {
    q?: string;
    parent?: string;
    level?: "province" | "regency" | "district" | "village";
    limit?: number;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       code: string;
       /** @enum {string} */
       level: "province" | "regency" | "district" | "village";
       name: string;
       label: string;
       timeZone: string;
       postalCode: string | null;
      }[];
     };
    };
   };
  };
 };
 getLedgerTrialBalance: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      isBalanced: boolean;
      totals: {
       debit: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       credit: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      }[];
      groups: {
       group: string;
       /** @enum {string} */
       type: "asset" | "liability" | "income" | "expense";
       accounts: number;
       balance: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       held: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      }[];
     };
    };
   };
  };
 };
 getLedgerAccounts: {
  parameters: {
   query?: {
    prefix?: string;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       code: string;
       /** @enum {string} */
       type: "asset" | "liability" | "income" | "expense";
       balance: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       held: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       available: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getLedgerAccountsByCodeStatement: {
  parameters: {
   query?: {
    currency?: string;
    limit?: number;
    cursor?: string;
   };
   path: {
    code: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       id: number;
       /** Format: uuid */
       entryId: string;
       kind: string;
       description: string;
       reference: string;
       change: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       balanceAfter: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       /** Format: date-time */
       postedAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getPaymentsById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      invoiceId: string;
      /** @enum {string} */
      status: "pending" | "completed" | "expired" | "failed" | "cancelled" | "partially_refunded" | "refunded";
      amount: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      /** @enum {string} */
      channel: "QRIS" | "VA_BCA" | "VA_BNI" | "VA_BRI" | "VA_MANDIRI" | "VA_PERMATA" | "VA_BSI" | "VA_CIMB";
      channelName: string;
      instructions: ({
       /** @constant */
       kind: "qr";
       qrString: string;
       qrSvg: string;
      } | {
       /** @constant */
       kind: "virtual_account";
       bank: string;
       accountNumber: string;
       accountName: string;
       billerCode: string | null;
      }) | null;
      /** Format: date-time */
      expiresAt: string;
      paidAt: string | null;
      refunded: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
     };
    };
   };
  };
 };
 postPaymentsByIdCheck: {
  parameters: {
   path: {
    id: string;
   };
  };
  requestBody?: {
   content: {
    /** @example {} */
    "application/json": Record<string, never>;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      invoiceId: string;
      /** @enum {string} */
      status: "pending" | "completed" | "expired" | "failed" | "cancelled" | "partially_refunded" | "refunded";
      amount: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      /** @enum {string} */
      channel: "QRIS" | "VA_BCA" | "VA_BNI" | "VA_BRI" | "VA_MANDIRI" | "VA_PERMATA" | "VA_BSI" | "VA_CIMB";
      channelName: string;
      instructions: ({
       /** @constant */
       kind: "qr";
       qrString: string;
       qrSvg: string;
      } | {
       /** @constant */
       kind: "virtual_account";
       bank: string;
       accountNumber: string;
       accountName: string;
       billerCode: string | null;
      }) | null;
      /** Format: date-time */
      expiresAt: string;
      paidAt: string | null;
      refunded: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
     };
    };
   };
  };
 };
 getPaymentsByIdQrPng: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "image/png": string;
    };
   };
  };
 };
 postPaymentsByIdChannel: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "paymentChannel": "VA_BCA"
     *     }
     */
    "application/json": {
     paymentChannel: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      invoiceId: string;
      /** @enum {string} */
      status: "pending" | "completed" | "expired" | "failed" | "cancelled" | "partially_refunded" | "refunded";
      amount: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      /** @enum {string} */
      channel: "QRIS" | "VA_BCA" | "VA_BNI" | "VA_BRI" | "VA_MANDIRI" | "VA_PERMATA" | "VA_BSI" | "VA_CIMB";
      channelName: string;
      instructions: ({
       /** @constant */
       kind: "qr";
       qrString: string;
       qrSvg: string;
      } | {
       /** @constant */
       kind: "virtual_account";
       bank: string;
       accountNumber: string;
       accountName: string;
       billerCode: string | null;
      }) | null;
      /** Format: date-time */
      expiresAt: string;
      paidAt: string | null;
      refunded: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
     };
    };
   };
  };
 };
 getPaymentsByIdChannels: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** @enum {string} */
       code: "QRIS" | "VA_BCA" | "VA_BNI" | "VA_BRI" | "VA_MANDIRI" | "VA_PERMATA" | "VA_BSI" | "VA_CIMB";
       /** @enum {string} */
       group: "qris" | "virtual_account";
       name: string;
       isAvailable: boolean;
       reason: ("over-limit" | "under-limit" | "temporarily-unavailable") | null;
       maximum: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postPaymentsByIdRefunds: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "amount": {
     *         "amount": 25000,
     *         "currency": "IDR"
     *       },
     *       "reason": "Barang rusak"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     orderId?: string;
     amount?: {
      amount: number;
      /** @constant */
      currency: "IDR";
     };
     reason: string;
     destination?: {
      bankCode: string;
      accountNumber: string;
     };
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      refunds: {
       /** Format: uuid */
       refundId: string;
       /** Format: uuid */
       paymentId: string;
       /** Format: uuid */
       orderId: string;
       amountMinor: number;
       /** @enum {string} */
       status: "pending" | "account_needed" | "completed" | "failed";
       reason: string;
       failureCode: string | null;
       /** Format: date-time */
       createdAt: string;
       completedAt: string | null;
      }[];
     };
    };
   };
  };
 };
 putPaymentsByIdRefundAccount: {
  parameters: {
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "bankCode": "014",
     *       "accountNumber": "1234567890"
     *     }
     */
    "application/json": {
     bankCode: string;
     accountNumber: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      bankCode: string;
      accountNumberMasked: string;
      accountName: string;
     };
    };
   };
  };
 };
 getBanks: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       bankCode: string;
       name: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getPaymentsExceptions: {
  parameters: {
   query?: {
    status?: "open" | "proposed" | "resolved";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       /** @enum {string} */
       kind: "late" | "short" | "over" | "double" | "unmatched" | "withdrawn" | "refund-failed" | "refund-account-needed" | "refund-returned" | "dispute" | "chargeback";
       /** @enum {string} */
       status: "open" | "proposed" | "resolving" | "resolved";
       paymentId: string | null;
       refundId: string | null;
       amount: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       expected: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       provider: string;
       providerPaymentId: string | null;
       /** Format: date-time */
       receivedAt: string;
       action: ("refund" | "returned-outside" | "keep" | "acknowledge" | "recover" | "bear") | null;
       note: string | null;
       proposedBy: string | null;
       proposedAt: string | null;
       resolvedBy: string | null;
       resolvedAt: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postPaymentsExceptionsByIdResolve: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "action": "refund",
     *       "note": "Dibayar setelah lewat waktu"
     *     }
     */
    "application/json": {
     /** @enum {string} */
     action: "refund" | "returned-outside" | "keep" | "acknowledge" | "recover" | "bear";
     note: string;
     destination?: {
      bankCode: string;
      accountNumber: string;
     };
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** @enum {string} */
      kind: "late" | "short" | "over" | "double" | "unmatched" | "withdrawn" | "refund-failed" | "refund-account-needed" | "refund-returned" | "dispute" | "chargeback";
      /** @enum {string} */
      status: "open" | "proposed" | "resolving" | "resolved";
      paymentId: string | null;
      refundId: string | null;
      amount: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      expected: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      } | null;
      provider: string;
      providerPaymentId: string | null;
      /** Format: date-time */
      receivedAt: string;
      action: ("refund" | "returned-outside" | "keep" | "acknowledge" | "recover" | "bear") | null;
      note: string | null;
      proposedBy: string | null;
      proposedAt: string | null;
      resolvedBy: string | null;
      resolvedAt: string | null;
     };
    };
   };
  };
 };
 getPayouts: {
  parameters: {
   query?: {
    sellerId?: string;
    status?: "pending" | "completed" | "failed" | "reversed";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       sellerId: string;
       amount: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       /** @enum {string} */
       status: "pending" | "completed" | "failed" | "reversed";
       bankCode: string;
       accountNumberMasked: string;
       accountName: string;
       failureCode: string | null;
       /** Format: date-time */
       createdAt: string;
       completedAt: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCategories: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
       parentId: string | null;
       path: {
        /** Format: uuid */
        id: string;
        slug: string;
        name: string;
       }[];
       attributes: {
        code: string;
        name: string;
        /** @enum {string} */
        kind: "text" | "number" | "boolean" | "choice";
        unit: string | null;
        values: string[];
        isFilterable: boolean;
       }[];
       version: number;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCategories: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Kopi & teh",
     *       "attributes": [
     *         {
     *           "code": "asal",
     *           "name": "Asal",
     *           "kind": "text"
     *         }
     *       ]
     *     }
     */
    "application/json": {
     name: string;
     slug?: string;
     parentId?: string | null;
     position?: number;
     attributes?: {
      code: string;
      name: string;
      /** @enum {string} */
      kind: "text" | "number" | "boolean" | "choice";
      unit?: string | null;
      values?: string[];
      isFilterable?: boolean;
     }[];
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      slug: string;
      name: string;
      parentId: string | null;
      path: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
      }[];
      attributes: {
       code: string;
       name: string;
       /** @enum {string} */
       kind: "text" | "number" | "boolean" | "choice";
       unit: string | null;
       values: string[];
       isFilterable: boolean;
      }[];
      version: number;
     };
    };
   };
  };
 };
 getCategoriesByCategory: {
  parameters: {
   path: {
    category: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      slug: string;
      name: string;
      parentId: string | null;
      path: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
      }[];
      attributes: {
       code: string;
       name: string;
       /** @enum {string} */
       kind: "text" | "number" | "boolean" | "choice";
       unit: string | null;
       values: string[];
       isFilterable: boolean;
      }[];
      version: number;
     };
    };
   };
  };
 };
 patchCategoriesByCategoryId: {
  parameters: {
   path: {
    category: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "name": "Kopi, teh & cokelat",
     *       "position": 2
     *     }
     */
    "application/json": {
     name?: string;
     slug?: string;
     parentId?: string | null;
     position?: number;
     attributes?: {
      code: string;
      name: string;
      /** @enum {string} */
      kind: "text" | "number" | "boolean" | "choice";
      unit?: string | null;
      values?: string[];
      isFilterable?: boolean;
     }[];
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      slug: string;
      name: string;
      parentId: string | null;
      path: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
      }[];
      attributes: {
       code: string;
       name: string;
       /** @enum {string} */
       kind: "text" | "number" | "boolean" | "choice";
       unit: string | null;
       values: string[];
       isFilterable: boolean;
      }[];
      version: number;
     };
    };
   };
  };
 };
 getBrands: {
  parameters: {
   query?: {
    q?: string;
    limit?: number;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postBrands: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Kopi Gayo"
     *     }
     */
    "application/json": {
     name: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      slug: string;
      name: string;
     };
    };
   };
  };
 };
 patchBrandsByBrandId: {
  parameters: {
   path: {
    brandId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Kopi Gayo Asli"
     *     }
     */
    "application/json": {
     name: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      slug: string;
      name: string;
     };
    };
   };
  };
 };
 getSellers: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
    status?: "applied" | "approved" | "rejected" | "suspended";
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       name: string;
       slug: string;
       description: string;
       city: string;
       isVerified: boolean;
       /** Format: date-time */
       joinedAt: string;
       /** @enum {string} */
       status: "applied" | "approved" | "rejected" | "suspended";
       statusReason: string | null;
       commissionBps: number;
       phone: string;
       pickup: {
        street: string;
        /** @description Kemendagri code of the village */
        villageCode: string;
        postalCode: string;
        areaLabel: string;
        timeZone: string;
       };
       bank: {
        bankCode: string;
        accountNumber: string;
        accountName: string;
       };
       version: number;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postSellers: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Kopi Gayo Asli",
     *       "phone": "0812-3456-7890",
     *       "pickup": {
     *         "street": "Jl. Kenanga No. 17",
     *         "villageCode": "32.73.25.1002",
     *         "postalCode": "40614"
     *       },
     *       "bank": {
     *         "bankCode": "014",
     *         "accountNumber": "1234567890",
     *         "accountName": "SITI AMINAH"
     *       }
     *     }
     */
    "application/json": {
     name: string;
     description?: string;
     pickup: {
      street: string;
      /** @description Kemendagri code of the village */
      villageCode: string;
      postalCode: string;
     };
     phone: string;
     bank: {
      /** @description Clearing code of the bank; GET /banks lists them */
      bankCode: string;
      accountNumber: string;
      accountName: string;
     };
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      slug: string;
      description: string;
      city: string;
      isVerified: boolean;
      /** Format: date-time */
      joinedAt: string;
      /** @enum {string} */
      status: "applied" | "approved" | "rejected" | "suspended";
      statusReason: string | null;
      commissionBps: number;
      phone: string;
      pickup: {
       street: string;
       /** @description Kemendagri code of the village */
       villageCode: string;
       postalCode: string;
       areaLabel: string;
       timeZone: string;
      };
      bank: {
       bankCode: string;
       accountNumber: string;
       accountName: string;
      };
      version: number;
     };
    };
   };
  };
 };
 getSellersMe: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      slug: string;
      description: string;
      city: string;
      isVerified: boolean;
      /** Format: date-time */
      joinedAt: string;
      /** @enum {string} */
      status: "applied" | "approved" | "rejected" | "suspended";
      statusReason: string | null;
      commissionBps: number;
      phone: string;
      pickup: {
       street: string;
       /** @description Kemendagri code of the village */
       villageCode: string;
       postalCode: string;
       areaLabel: string;
       timeZone: string;
      };
      bank: {
       bankCode: string;
       accountNumber: string;
       accountName: string;
      };
      version: number;
     };
    };
   };
  };
 };
 patchSellersMe: {
  parameters: {
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "phone": "0812-3456-7890"
     *     }
     */
    "application/json": {
     name?: string;
     description?: string;
     pickup?: {
      street: string;
      /** @description Kemendagri code of the village */
      villageCode: string;
      postalCode: string;
     };
     phone?: string;
     bank?: {
      /** @description Clearing code of the bank; GET /banks lists them */
      bankCode: string;
      accountNumber: string;
      accountName: string;
     };
     expectedVersion?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      slug: string;
      description: string;
      city: string;
      isVerified: boolean;
      /** Format: date-time */
      joinedAt: string;
      /** @enum {string} */
      status: "applied" | "approved" | "rejected" | "suspended";
      statusReason: string | null;
      commissionBps: number;
      phone: string;
      pickup: {
       street: string;
       /** @description Kemendagri code of the village */
       villageCode: string;
       postalCode: string;
       areaLabel: string;
       timeZone: string;
      };
      bank: {
       bankCode: string;
       accountNumber: string;
       accountName: string;
      };
      version: number;
     };
    };
   };
  };
 };
 getSellersById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      slug: string;
      description: string;
      city: string;
      isVerified: boolean;
      /** Format: date-time */
      joinedAt: string;
     };
    };
   };
  };
 };
 postSellersByIdApprove: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      slug: string;
      description: string;
      city: string;
      isVerified: boolean;
      /** Format: date-time */
      joinedAt: string;
      /** @enum {string} */
      status: "applied" | "approved" | "rejected" | "suspended";
      statusReason: string | null;
      commissionBps: number;
      phone: string;
      pickup: {
       street: string;
       /** @description Kemendagri code of the village */
       villageCode: string;
       postalCode: string;
       areaLabel: string;
       timeZone: string;
      };
      bank: {
       bankCode: string;
       accountNumber: string;
       accountName: string;
      };
      version: number;
     };
    };
   };
  };
 };
 postSellersByIdReject: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "reason": "Nama toko belum jelas"
     *     }
     */
    "application/json": {
     reason: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      slug: string;
      description: string;
      city: string;
      isVerified: boolean;
      /** Format: date-time */
      joinedAt: string;
      /** @enum {string} */
      status: "applied" | "approved" | "rejected" | "suspended";
      statusReason: string | null;
      commissionBps: number;
      phone: string;
      pickup: {
       street: string;
       /** @description Kemendagri code of the village */
       villageCode: string;
       postalCode: string;
       areaLabel: string;
       timeZone: string;
      };
      bank: {
       bankCode: string;
       accountNumber: string;
       accountName: string;
      };
      version: number;
     };
    };
   };
  };
 };
 postSellersByIdSuspend: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "reason": "Nama toko belum jelas"
     *     }
     */
    "application/json": {
     reason: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      slug: string;
      description: string;
      city: string;
      isVerified: boolean;
      /** Format: date-time */
      joinedAt: string;
      /** @enum {string} */
      status: "applied" | "approved" | "rejected" | "suspended";
      statusReason: string | null;
      commissionBps: number;
      phone: string;
      pickup: {
       street: string;
       /** @description Kemendagri code of the village */
       villageCode: string;
       postalCode: string;
       areaLabel: string;
       timeZone: string;
      };
      bank: {
       bankCode: string;
       accountNumber: string;
       accountName: string;
      };
      version: number;
     };
    };
   };
  };
 };
 postSellersByIdReinstate: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "reason": "Nama toko belum jelas"
     *     }
     */
    "application/json": {
     reason: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      slug: string;
      description: string;
      city: string;
      isVerified: boolean;
      /** Format: date-time */
      joinedAt: string;
      /** @enum {string} */
      status: "applied" | "approved" | "rejected" | "suspended";
      statusReason: string | null;
      commissionBps: number;
      phone: string;
      pickup: {
       street: string;
       /** @description Kemendagri code of the village */
       villageCode: string;
       postalCode: string;
       areaLabel: string;
       timeZone: string;
      };
      bank: {
       bankCode: string;
       accountNumber: string;
       accountName: string;
      };
      version: number;
     };
    };
   };
  };
 };
 getSellersMeBalance: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      balance: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      held: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      available: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
     };
    };
   };
  };
 };
 getSellersMeStatement: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       id: number;
       kind: string;
       description: string;
       reference: string;
       change: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       /** Format: date-time */
       postedAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getSellersMePayouts: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       sellerId: string;
       amount: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       /** @enum {string} */
       status: "pending" | "completed" | "failed" | "reversed";
       bankCode: string;
       accountNumberMasked: string;
       accountName: string;
       failureCode: string | null;
       /** Format: date-time */
       createdAt: string;
       completedAt: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getSellersMePayoutTerms: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** @enum {string} */
      schedule: "manual" | "weekly" | "daily";
      minimum: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
     };
    };
   };
  };
 };
 postPayoutsRun: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "sellerId": "0190aaaa-bbbb-7ccc-8ddd-000000000002"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     sellerId?: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       sellerId: string;
       /** Format: uuid */
       payoutId: string;
       amount: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       /** @enum {string} */
       status: "started" | "waiting" | "refused";
       code: string | null;
      }[];
      hasMore: boolean;
     };
    };
   };
  };
 };
 getSellersMeOffersByOfferIdStock: {
  parameters: {
   path: {
    offerId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      offerId: string;
      /** Format: uuid */
      sellerId: string;
      onHand: number;
      reserved: number;
      free: number;
      lowLevel: number;
      locations: {
       /** Format: uuid */
       locationId: string;
       name: string;
       onHand: number;
       reserved: number;
      }[];
     };
    };
   };
  };
 };
 patchSellersMeOffersByOfferIdStock: {
  parameters: {
   path: {
    offerId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "lowLevel": 5
     *     }
     */
    "application/json": {
     lowLevel: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      offerId: string;
      /** Format: uuid */
      sellerId: string;
      onHand: number;
      reserved: number;
      free: number;
      lowLevel: number;
      locations: {
       /** Format: uuid */
       locationId: string;
       name: string;
       onHand: number;
       reserved: number;
      }[];
     };
    };
   };
  };
 };
 getSellersMeOffersByOfferIdMovements: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
   path: {
    offerId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       movementId: number;
       /** Format: uuid */
       offerId: string;
       /** Format: uuid */
       locationId: string;
       /** @enum {string} */
       kind: "receive" | "adjust" | "waste" | "return" | "count" | "reserve" | "release" | "expire" | "deduct";
       onHandChange: number;
       reservedChange: number;
       reason: string;
       reservationId: string | null;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postSellersMeOffersByOfferIdMovements: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    offerId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "kind": "receive",
     *       "quantity": 12,
     *       "reason": "Kiriman dari pengrajin"
     *     }
     */
    "application/json": {
     /** @enum {string} */
     kind: "receive" | "adjust" | "waste" | "return" | "count";
     quantity: number;
     reason?: string;
     /** Format: uuid */
     locationId?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      offerId: string;
      /** Format: uuid */
      sellerId: string;
      onHand: number;
      reserved: number;
      free: number;
      lowLevel: number;
      locations: {
       /** Format: uuid */
       locationId: string;
       name: string;
       onHand: number;
       reserved: number;
      }[];
     };
    };
   };
  };
 };
 getSellersMeLocations: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       locationId: string;
       name: string;
       isDefault: boolean;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postSellersMeLocations: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Gudang Bandung"
     *     }
     */
    "application/json": {
     name: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      locationId: string;
      name: string;
      isDefault: boolean;
     };
    };
   };
  };
 };
 getProducts: {
  parameters: {
   query?: {
    category?: string;
    seller?: string;
    brand?: string;
    minPrice?: number;
    maxPrice?: number;
    inStock?: boolean;
    sort?: "newest" | "price_asc" | "price_desc" | "best_selling";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
       priceFrom: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       priceTo: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       image: {
        url: string;
        alt: string;
        sources: {
         type: string;
         srcset: string;
        }[];
       } | null;
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        city: string;
       };
       offerCount: number;
       soldCount: number;
       inStock: boolean;
       /** Format: uuid */
       categoryId: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getProductsByProduct: {
  parameters: {
   path: {
    product: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      slug: string;
      name: string;
      description: string;
      /** @enum {string} */
      status: "draft" | "active" | "archived";
      category: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
       path: {
        /** Format: uuid */
        id: string;
        slug: string;
        name: string;
       }[];
      };
      brand: {
       /** Format: uuid */
       id: string;
       name: string;
       slug: string;
      } | null;
      seller: {
       /** Format: uuid */
       id: string;
       name: string;
       slug: string;
       city: string;
       isVerified: boolean;
      };
      attributes: {
       code: string;
       name: string;
       value: string | number | boolean;
       unit: string | null;
      }[];
      images: {
       url: string;
       alt: string;
       width: number | null;
       height: number | null;
       sources: {
        type: string;
        srcset: string;
       }[];
      }[];
      axes: {
       name: string;
       values: string[];
      }[];
      variants: {
       /** Format: uuid */
       id: string;
       sku: string;
       options: {
        [key: string]: string;
       };
       weightGrams: number;
       lengthMm: number;
       widthMm: number;
       heightMm: number;
       image: {
        url: string;
        alt: string;
        width: number | null;
        height: number | null;
        sources: {
         type: string;
         srcset: string;
        }[];
       } | null;
       offers: {
        /** Format: uuid */
        offerId: string;
        seller: {
         /** Format: uuid */
         id: string;
         name: string;
         slug: string;
         city: string;
         isVerified: boolean;
        };
        price: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        available: number;
        minQuantity: number;
        maxQuantity: number;
       }[];
      }[];
      priceFrom: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      priceTo: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      soldCount: number;
      version: number;
     };
    };
   };
  };
 };
 getSellersMeProducts: {
  parameters: {
   query?: {
    status?: "draft" | "active" | "archived";
    q?: string;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
       description: string;
       /** @enum {string} */
       status: "draft" | "active" | "archived";
       isOwner: boolean;
       /** Format: uuid */
       categoryId: string;
       brand: {
        /** Format: uuid */
        id: string;
        name: string;
       } | null;
       attributes: {
        code: string;
        name: string;
        value: string | number | boolean;
        unit: string | null;
       }[];
       images: {
        url: string;
        alt: string;
        width: number | null;
        height: number | null;
        sources: {
         type: string;
         srcset: string;
        }[];
       }[];
       axes: {
        name: string;
        values: string[];
       }[];
       variants: {
        /** Format: uuid */
        id: string;
        sku: string;
        options: {
         [key: string]: string;
        };
        weightGrams: number;
        lengthMm: number;
        widthMm: number;
        heightMm: number;
        image: {
         url: string;
         alt: string;
         width: number | null;
         height: number | null;
         sources: {
          type: string;
          srcset: string;
         }[];
        } | null;
        isActive: boolean;
        offer: {
         /** Format: uuid */
         offerId: string;
         sku: string;
         price: {
          /** @description Minor units; rupiah has none */
          amount: number;
          /** @enum {string} */
          currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
         };
         isActive: boolean;
         minQuantity: number;
         maxQuantity: number;
         stock: {
          onHand: number;
          reserved: number;
          free: number;
          lowLevel: number;
         };
        } | null;
       }[];
       soldCount: number;
       version: number;
       createdAt: string;
       updatedAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postSellersMeProducts: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Kopi Arabika Gayo 250 g",
     *       "description": "Biji utuh, sangrai sedang. Rasa cokelat, karamel dan sedikit jeruk.",
     *       "categoryId": "0193e9a2-6f10-7c5e-9a43-0f2d3c4b5a69",
     *       "variants": [
     *         {
     *           "sku": "GAYO-250",
     *           "weightGrams": 270,
     *           "price": {
     *             "amount": 78000,
     *             "currency": "IDR"
     *           },
     *           "stock": 40
     *         }
     *       ]
     *     }
     */
    "application/json": {
     name: string;
     description?: string;
     /** Format: uuid */
     categoryId: string;
     brand?: string | null;
     attributes?: {
      code: string;
      value: string | number | boolean;
     }[];
     axes?: {
      name: string;
      values: string[];
     }[];
     images?: {
      /** Format: uuid */
      mediaId: string;
      alt?: string;
     }[];
     variants: {
      sku?: string;
      options?: {
       [key: string]: string;
      };
      weightGrams: number;
      lengthMm?: number;
      widthMm?: number;
      heightMm?: number;
      image?: {
       /** Format: uuid */
       mediaId: string;
       alt?: string;
      } | null;
      price: {
       amount: number;
       /** @constant */
       currency: "IDR";
      };
      stock?: number;
      minQuantity?: number;
      maxQuantity?: number;
     }[];
     /** @enum {string} */
     status?: "draft" | "active";
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      slug: string;
      name: string;
      description: string;
      /** @enum {string} */
      status: "draft" | "active" | "archived";
      isOwner: boolean;
      /** Format: uuid */
      categoryId: string;
      brand: {
       /** Format: uuid */
       id: string;
       name: string;
      } | null;
      attributes: {
       code: string;
       name: string;
       value: string | number | boolean;
       unit: string | null;
      }[];
      images: {
       url: string;
       alt: string;
       width: number | null;
       height: number | null;
       sources: {
        type: string;
        srcset: string;
       }[];
      }[];
      axes: {
       name: string;
       values: string[];
      }[];
      variants: {
       /** Format: uuid */
       id: string;
       sku: string;
       options: {
        [key: string]: string;
       };
       weightGrams: number;
       lengthMm: number;
       widthMm: number;
       heightMm: number;
       image: {
        url: string;
        alt: string;
        width: number | null;
        height: number | null;
        sources: {
         type: string;
         srcset: string;
        }[];
       } | null;
       isActive: boolean;
       offer: {
        /** Format: uuid */
        offerId: string;
        sku: string;
        price: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        isActive: boolean;
        minQuantity: number;
        maxQuantity: number;
        stock: {
         onHand: number;
         reserved: number;
         free: number;
         lowLevel: number;
        };
       } | null;
      }[];
      soldCount: number;
      version: number;
      createdAt: string;
      updatedAt: string;
     };
    };
   };
  };
 };
 getSellersMeLowStock: {
  parameters: {
   query?: {
    limit?: number;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       offerId: string;
       /** Format: uuid */
       productId: string;
       name: string;
       options: {
        [key: string]: string;
       };
       free: number;
       lowLevel: number;
      }[];
      total: number;
     };
    };
   };
  };
 };
 getSellersMeProductsByProductId: {
  parameters: {
   path: {
    productId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      slug: string;
      name: string;
      description: string;
      /** @enum {string} */
      status: "draft" | "active" | "archived";
      isOwner: boolean;
      /** Format: uuid */
      categoryId: string;
      brand: {
       /** Format: uuid */
       id: string;
       name: string;
      } | null;
      attributes: {
       code: string;
       name: string;
       value: string | number | boolean;
       unit: string | null;
      }[];
      images: {
       url: string;
       alt: string;
       width: number | null;
       height: number | null;
       sources: {
        type: string;
        srcset: string;
       }[];
      }[];
      axes: {
       name: string;
       values: string[];
      }[];
      variants: {
       /** Format: uuid */
       id: string;
       sku: string;
       options: {
        [key: string]: string;
       };
       weightGrams: number;
       lengthMm: number;
       widthMm: number;
       heightMm: number;
       image: {
        url: string;
        alt: string;
        width: number | null;
        height: number | null;
        sources: {
         type: string;
         srcset: string;
        }[];
       } | null;
       isActive: boolean;
       offer: {
        /** Format: uuid */
        offerId: string;
        sku: string;
        price: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        isActive: boolean;
        minQuantity: number;
        maxQuantity: number;
        stock: {
         onHand: number;
         reserved: number;
         free: number;
         lowLevel: number;
        };
       } | null;
      }[];
      soldCount: number;
      version: number;
      createdAt: string;
      updatedAt: string;
     };
    };
   };
  };
 };
 patchSellersMeProductsByProductId: {
  parameters: {
   path: {
    productId: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "name": "Kopi Gayo 250 gr",
     *       "status": "active"
     *     }
     */
    "application/json": {
     name?: string;
     description?: string;
     /** Format: uuid */
     categoryId?: string;
     brand?: string | null;
     attributes?: {
      code: string;
      value: string | number | boolean;
     }[];
     images?: ({
      /** Format: uuid */
      mediaId: string;
      alt?: string;
     } | {
      url: string;
      alt?: string;
     })[];
     /** @enum {string} */
     status?: "draft" | "active" | "archived";
     variants?: {
      /** Format: uuid */
      id: string;
      sku?: string;
      weightGrams?: number;
      lengthMm?: number;
      widthMm?: number;
      heightMm?: number;
      image?: {
       /** Format: uuid */
       mediaId: string;
       alt?: string;
      } | null;
      isActive?: boolean;
     }[];
     newVariants?: {
      sku?: string;
      options?: {
       [key: string]: string;
      };
      weightGrams: number;
      lengthMm?: number;
      widthMm?: number;
      heightMm?: number;
      image?: {
       /** Format: uuid */
       mediaId: string;
       alt?: string;
      } | null;
      price: {
       amount: number;
       /** @constant */
       currency: "IDR";
      };
      stock?: number;
      minQuantity?: number;
      maxQuantity?: number;
     }[];
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      slug: string;
      name: string;
      description: string;
      /** @enum {string} */
      status: "draft" | "active" | "archived";
      isOwner: boolean;
      /** Format: uuid */
      categoryId: string;
      brand: {
       /** Format: uuid */
       id: string;
       name: string;
      } | null;
      attributes: {
       code: string;
       name: string;
       value: string | number | boolean;
       unit: string | null;
      }[];
      images: {
       url: string;
       alt: string;
       width: number | null;
       height: number | null;
       sources: {
        type: string;
        srcset: string;
       }[];
      }[];
      axes: {
       name: string;
       values: string[];
      }[];
      variants: {
       /** Format: uuid */
       id: string;
       sku: string;
       options: {
        [key: string]: string;
       };
       weightGrams: number;
       lengthMm: number;
       widthMm: number;
       heightMm: number;
       image: {
        url: string;
        alt: string;
        width: number | null;
        height: number | null;
        sources: {
         type: string;
         srcset: string;
        }[];
       } | null;
       isActive: boolean;
       offer: {
        /** Format: uuid */
        offerId: string;
        sku: string;
        price: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        isActive: boolean;
        minQuantity: number;
        maxQuantity: number;
        stock: {
         onHand: number;
         reserved: number;
         free: number;
         lowLevel: number;
        };
       } | null;
      }[];
      soldCount: number;
      version: number;
      createdAt: string;
      updatedAt: string;
     };
    };
   };
  };
 };
 postSellersMeOffers: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "variantId": "0190aaaa-bbbb-7ccc-8ddd-000000000001",
     *       "price": {
     *         "amount": 74500,
     *         "currency": "IDR"
     *       },
     *       "stock": 12
     *     }
     */
    "application/json": {
     /** Format: uuid */
     variantId: string;
     price: {
      amount: number;
      /** @constant */
      currency: "IDR";
     };
     sku?: string;
     stock?: number;
     minQuantity?: number;
     maxQuantity?: number;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      slug: string;
      name: string;
      description: string;
      /** @enum {string} */
      status: "draft" | "active" | "archived";
      isOwner: boolean;
      /** Format: uuid */
      categoryId: string;
      brand: {
       /** Format: uuid */
       id: string;
       name: string;
      } | null;
      attributes: {
       code: string;
       name: string;
       value: string | number | boolean;
       unit: string | null;
      }[];
      images: {
       url: string;
       alt: string;
       width: number | null;
       height: number | null;
       sources: {
        type: string;
        srcset: string;
       }[];
      }[];
      axes: {
       name: string;
       values: string[];
      }[];
      variants: {
       /** Format: uuid */
       id: string;
       sku: string;
       options: {
        [key: string]: string;
       };
       weightGrams: number;
       lengthMm: number;
       widthMm: number;
       heightMm: number;
       image: {
        url: string;
        alt: string;
        width: number | null;
        height: number | null;
        sources: {
         type: string;
         srcset: string;
        }[];
       } | null;
       isActive: boolean;
       offer: {
        /** Format: uuid */
        offerId: string;
        sku: string;
        price: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        isActive: boolean;
        minQuantity: number;
        maxQuantity: number;
        stock: {
         onHand: number;
         reserved: number;
         free: number;
         lowLevel: number;
        };
       } | null;
      }[];
      soldCount: number;
      version: number;
      createdAt: string;
      updatedAt: string;
     };
    };
   };
  };
 };
 patchSellersMeOffersByOfferId: {
  parameters: {
   path: {
    offerId: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "price": {
     *         "amount": 74500,
     *         "currency": "IDR"
     *       }
     *     }
     */
    "application/json": {
     price?: {
      amount: number;
      /** @constant */
      currency: "IDR";
     };
     isActive?: boolean;
     sku?: string;
     minQuantity?: number;
     maxQuantity?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      slug: string;
      name: string;
      description: string;
      /** @enum {string} */
      status: "draft" | "active" | "archived";
      isOwner: boolean;
      /** Format: uuid */
      categoryId: string;
      brand: {
       /** Format: uuid */
       id: string;
       name: string;
      } | null;
      attributes: {
       code: string;
       name: string;
       value: string | number | boolean;
       unit: string | null;
      }[];
      images: {
       url: string;
       alt: string;
       width: number | null;
       height: number | null;
       sources: {
        type: string;
        srcset: string;
       }[];
      }[];
      axes: {
       name: string;
       values: string[];
      }[];
      variants: {
       /** Format: uuid */
       id: string;
       sku: string;
       options: {
        [key: string]: string;
       };
       weightGrams: number;
       lengthMm: number;
       widthMm: number;
       heightMm: number;
       image: {
        url: string;
        alt: string;
        width: number | null;
        height: number | null;
        sources: {
         type: string;
         srcset: string;
        }[];
       } | null;
       isActive: boolean;
       offer: {
        /** Format: uuid */
        offerId: string;
        sku: string;
        price: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        isActive: boolean;
        minQuantity: number;
        maxQuantity: number;
        stock: {
         onHand: number;
         reserved: number;
         free: number;
         lowLevel: number;
        };
       } | null;
      }[];
      soldCount: number;
      version: number;
      createdAt: string;
      updatedAt: string;
     };
    };
   };
  };
 };
 getSellersMeOffersByOfferIdPrices: {
  parameters: {
   path: {
    offerId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       price: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       validFrom: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getSearch: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
    /** @description What people type */
    q?: string;
    /** @description Id or slug; everything below it is included */
    category?: string;
    /** @description Id or slug */
    seller?: string;
    brand?: string[];
    city?: string[];
    minPrice?: number;
    maxPrice?: number;
    inStock?: boolean;
    /** @description code:value; several of one code mean any of them */
    filter?: string[];
    sort?: "relevance" | "newest" | "price_asc" | "price_desc" | "best_selling";
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
       priceFrom: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       priceTo: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       image: {
        url: string;
        alt: string;
        sources: {
         type: string;
         srcset: string;
        }[];
       } | null;
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        city: string;
       };
       offerCount: number;
       soldCount: number;
       inStock: boolean;
       /** Format: uuid */
       categoryId: string;
      }[];
      nextCursor: string | null;
      total: number;
      correctedQuery: string | null;
      isLoose: boolean;
      facets: {
       code: string;
       name: string;
       /** @enum {string} */
       kind: "terms" | "range";
       values: {
        value: string;
        label: string;
        count: number;
        selected: boolean;
       }[];
       min?: number;
       max?: number;
      }[];
     };
    };
   };
  };
 };
 getSearchSuggest: {
  parameters: {
   query: {
    q: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** @enum {string} */
       kind: "query" | "category" | "product";
       text: string;
       categoryId?: string;
       productId?: string;
       slug?: string;
      }[];
     };
    };
   };
  };
 };
 getSearchSynonyms: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       id: number;
       words: string[];
      }[];
     };
    };
   };
  };
 };
 postSearchSynonyms: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "words": [
     *         "hp",
     *         "ponsel",
     *         "telepon genggam"
     *       ]
     *     }
     */
    "application/json": {
     words: string[];
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      id: number;
     };
    };
   };
  };
 };
 deleteSearchSynonymsById: {
  parameters: {
   path: {
    id: number;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getCart: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      id: string | null;
      itemCount: number;
      total: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      sellers: {
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        slug: string;
        city: string;
       };
       subtotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       lines: {
        /** Format: uuid */
        offerId: string;
        /** Format: uuid */
        productId: string;
        slug: string;
        /** Format: uuid */
        variantId: string;
        name: string;
        options: {
         [key: string]: string;
        };
        image: {
         url: string;
         alt: string;
        } | null;
        quantity: number;
        unitPrice: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        lineTotal: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        available: number;
        maxQuantity: number;
        notices: {
         /** @enum {string} */
         code: "price_changed" | "stock_reduced" | "out_of_stock" | "unavailable";
         previousPrice?: {
          /** @description Minor units; rupiah has none */
          amount: number;
          /** @enum {string} */
          currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
         };
        }[];
       }[];
      }[];
     };
    };
   };
  };
 };
 postCartItems: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "items": [
     *         {
     *           "offerId": "0190aaaa-bbbb-7ccc-8ddd-000000000001",
     *           "quantity": 2
     *         }
     *       ]
     *     }
     */
    "application/json": {
     items: {
      /** Format: uuid */
      offerId: string;
      quantity: number;
     }[];
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      id: string | null;
      itemCount: number;
      total: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      sellers: {
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        slug: string;
        city: string;
       };
       subtotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       lines: {
        /** Format: uuid */
        offerId: string;
        /** Format: uuid */
        productId: string;
        slug: string;
        /** Format: uuid */
        variantId: string;
        name: string;
        options: {
         [key: string]: string;
        };
        image: {
         url: string;
         alt: string;
        } | null;
        quantity: number;
        unitPrice: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        lineTotal: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        available: number;
        maxQuantity: number;
        notices: {
         /** @enum {string} */
         code: "price_changed" | "stock_reduced" | "out_of_stock" | "unavailable";
         previousPrice?: {
          /** @description Minor units; rupiah has none */
          amount: number;
          /** @enum {string} */
          currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
         };
        }[];
       }[];
      }[];
     };
    };
   };
  };
 };
 postCartMerge: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "cartToken": "contoh-dari-kepala-cart-token"
     *     }
     */
    "application/json": {
     cartToken?: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      id: string | null;
      itemCount: number;
      total: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      sellers: {
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        slug: string;
        city: string;
       };
       subtotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       lines: {
        /** Format: uuid */
        offerId: string;
        /** Format: uuid */
        productId: string;
        slug: string;
        /** Format: uuid */
        variantId: string;
        name: string;
        options: {
         [key: string]: string;
        };
        image: {
         url: string;
         alt: string;
        } | null;
        quantity: number;
        unitPrice: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        lineTotal: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        available: number;
        maxQuantity: number;
        notices: {
         /** @enum {string} */
         code: "price_changed" | "stock_reduced" | "out_of_stock" | "unavailable";
         previousPrice?: {
          /** @description Minor units; rupiah has none */
          amount: number;
          /** @enum {string} */
          currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
         };
        }[];
       }[];
      }[];
     };
    };
   };
  };
 };
 deleteCartItemsByOfferId: {
  parameters: {
   path: {
    offerId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      id: string | null;
      itemCount: number;
      total: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      sellers: {
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        slug: string;
        city: string;
       };
       subtotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       lines: {
        /** Format: uuid */
        offerId: string;
        /** Format: uuid */
        productId: string;
        slug: string;
        /** Format: uuid */
        variantId: string;
        name: string;
        options: {
         [key: string]: string;
        };
        image: {
         url: string;
         alt: string;
        } | null;
        quantity: number;
        unitPrice: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        lineTotal: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        available: number;
        maxQuantity: number;
        notices: {
         /** @enum {string} */
         code: "price_changed" | "stock_reduced" | "out_of_stock" | "unavailable";
         previousPrice?: {
          /** @description Minor units; rupiah has none */
          amount: number;
          /** @enum {string} */
          currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
         };
        }[];
       }[];
      }[];
     };
    };
   };
  };
 };
 patchCartItemsByOfferId: {
  parameters: {
   path: {
    offerId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "quantity": 3
     *     }
     */
    "application/json": {
     quantity: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      id: string | null;
      itemCount: number;
      total: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      sellers: {
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        slug: string;
        city: string;
       };
       subtotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       lines: {
        /** Format: uuid */
        offerId: string;
        /** Format: uuid */
        productId: string;
        slug: string;
        /** Format: uuid */
        variantId: string;
        name: string;
        options: {
         [key: string]: string;
        };
        image: {
         url: string;
         alt: string;
        } | null;
        quantity: number;
        unitPrice: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        lineTotal: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        available: number;
        maxQuantity: number;
        notices: {
         /** @enum {string} */
         code: "price_changed" | "stock_reduced" | "out_of_stock" | "unavailable";
         previousPrice?: {
          /** @description Minor units; rupiah has none */
          amount: number;
          /** @enum {string} */
          currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
         };
        }[];
       }[];
      }[];
     };
    };
   };
  };
 };
 getSellersMeShippingTariffs: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      tariffs: {
       code: string;
       name: string;
       /** @enum {string} */
       group: "instant" | "same_day" | "regular" | "economy" | "cargo";
       priceMinor: number;
       daysFrom: number;
       daysUntil: number;
      }[];
     };
    };
   };
  };
 };
 putSellersMeShippingTariffs: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "tariffs": [
     *         {
     *           "code": "kurir-toko",
     *           "name": "Kurir toko",
     *           "group": "same_day",
     *           "priceMinor": 15000,
     *           "daysFrom": 0,
     *           "daysUntil": 1
     *         }
     *       ]
     *     }
     */
    "application/json": {
     tariffs: {
      code: string;
      name: string;
      /** @enum {string} */
      group: "instant" | "same_day" | "regular" | "economy" | "cargo";
      priceMinor: number;
      daysFrom: number;
      daysUntil: number;
     }[];
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      tariffs: {
       code: string;
       name: string;
       /** @enum {string} */
       group: "instant" | "same_day" | "regular" | "economy" | "cargo";
       priceMinor: number;
       daysFrom: number;
       daysUntil: number;
      }[];
     };
    };
   };
  };
 };
 postCheckoutQuote: {
  parameters: {
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "addressId": "0190aaaa-bbbb-7ccc-8ddd-000000000003",
     *       "lines": [
     *         {
     *           "offerId": "0190aaaa-bbbb-7ccc-8ddd-000000000001",
     *           "quantity": 2
     *         }
     *       ]
     *     }
     */
    "application/json": {
     /** Format: uuid */
     addressId?: string;
     destination?: {
      villageCode: string;
      postalCode: string;
     };
     lines?: {
      /** Format: uuid */
      offerId: string;
      quantity: number;
     }[];
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      sellers: {
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        slug: string;
        city: string;
       };
       lines: {
        /** Format: uuid */
        offerId: string;
        /** Format: uuid */
        productId: string;
        slug: string;
        name: string;
        options: {
         [key: string]: string;
        };
        image: {
         url: string;
         alt: string;
        } | null;
        quantity: number;
        unitPrice: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        lineTotal: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
       }[];
       subtotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       weightGrams: number;
       services: {
        serviceCode: string;
        courierName: string;
        serviceName: string;
        /** @enum {string} */
        group: "instant" | "same_day" | "regular" | "economy" | "cargo";
        price: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        /** Format: date */
        arrivesFrom: string;
        /** Format: date */
        arrivesUntil: string;
        cashOnDelivery: boolean;
        chargeableWeightGrams: number;
       }[];
       isShippingDown: boolean;
      }[];
      subtotal: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      paymentChannels: {
       /** @enum {string} */
       code: "QRIS" | "VA_BCA" | "VA_BNI" | "VA_BRI" | "VA_MANDIRI" | "VA_PERMATA" | "VA_BSI" | "VA_CIMB";
       /** @enum {string} */
       group: "qris" | "virtual_account";
       name: string;
       isAvailable: boolean;
       reason: ("over-limit" | "under-limit" | "temporarily-unavailable") | null;
       maximum: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
      }[];
     };
    };
   };
  };
 };
 getOrders: {
  parameters: {
   query?: {
    status?: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       number: string;
       /** Format: uuid */
       invoiceId: string;
       invoiceNumber: string;
       /** Format: uuid */
       paymentId: string;
       /** @enum {string} */
       status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
       buyer: {
        /** Format: uuid */
        id: string;
        name: string;
       };
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        slug: string;
        city: string;
       };
       lines: {
        /** Format: uuid */
        offerId: string;
        /** Format: uuid */
        productId: string;
        slug: string;
        name: string;
        options: {
         [key: string]: string;
        };
        image: {
         url: string;
         alt: string;
        } | null;
        quantity: number;
        unitPrice: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        lineTotal: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
       }[];
       subtotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       shippingFee: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       total: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       refunded: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       shipping: {
        serviceCode: string;
        courierName: string;
        serviceName: string;
        /** @enum {string} */
        group: "instant" | "same_day" | "regular" | "economy" | "cargo";
        /** Format: date */
        arrivesFrom: string;
        /** Format: date */
        arrivesUntil: string;
        trackingNumber: string | null;
       };
       address: {
        recipientName: string;
        phone: string;
        street: string;
        areaLabel: string;
        postalCode: string;
        landmark: string | null;
       };
       history: {
        /** @enum {string} */
        status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
        /** Format: date-time */
        at: string;
        note: string | null;
       }[];
       actions: ("pay" | "cancel" | "ship" | "deliver" | "complete")[];
       payableUntil: string | null;
       completesAt: string | null;
       version: number;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postOrders: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "addressId": "0190aaaa-bbbb-7ccc-8ddd-000000000003",
     *       "lines": [
     *         {
     *           "offerId": "0190aaaa-bbbb-7ccc-8ddd-000000000001",
     *           "quantity": 2
     *         }
     *       ],
     *       "shipping": [
     *         {
     *           "sellerId": "0190aaaa-bbbb-7ccc-8ddd-000000000002",
     *           "serviceCode": "jne:reg"
     *         }
     *       ],
     *       "paymentChannel": "QRIS"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     addressId: string;
     shipping: {
      /** Format: uuid */
      sellerId: string;
      serviceCode: string;
     }[];
     paymentChannel: string;
     lines?: {
      /** Format: uuid */
      offerId: string;
      quantity: number;
     }[];
     expectedTotal?: {
      /** @description Minor units; rupiah has none */
      amount: number;
      /** @enum {string} */
      currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
     };
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      invoiceId: string;
      invoiceNumber: string;
      total: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      orders: {
       /** Format: uuid */
       id: string;
       number: string;
       /** Format: uuid */
       invoiceId: string;
       invoiceNumber: string;
       /** Format: uuid */
       paymentId: string;
       /** @enum {string} */
       status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
       buyer: {
        /** Format: uuid */
        id: string;
        name: string;
       };
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        slug: string;
        city: string;
       };
       lines: {
        /** Format: uuid */
        offerId: string;
        /** Format: uuid */
        productId: string;
        slug: string;
        name: string;
        options: {
         [key: string]: string;
        };
        image: {
         url: string;
         alt: string;
        } | null;
        quantity: number;
        unitPrice: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        lineTotal: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
       }[];
       subtotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       shippingFee: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       total: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       refunded: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       shipping: {
        serviceCode: string;
        courierName: string;
        serviceName: string;
        /** @enum {string} */
        group: "instant" | "same_day" | "regular" | "economy" | "cargo";
        /** Format: date */
        arrivesFrom: string;
        /** Format: date */
        arrivesUntil: string;
        trackingNumber: string | null;
       };
       address: {
        recipientName: string;
        phone: string;
        street: string;
        areaLabel: string;
        postalCode: string;
        landmark: string | null;
       };
       history: {
        /** @enum {string} */
        status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
        /** Format: date-time */
        at: string;
        note: string | null;
       }[];
       actions: ("pay" | "cancel" | "ship" | "deliver" | "complete")[];
       payableUntil: string | null;
       completesAt: string | null;
       version: number;
       /** Format: date-time */
       createdAt: string;
      }[];
      payment: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       invoiceId: string;
       /** @enum {string} */
       status: "pending" | "completed" | "expired" | "failed" | "cancelled" | "partially_refunded" | "refunded";
       amount: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       /** @enum {string} */
       channel: "QRIS" | "VA_BCA" | "VA_BNI" | "VA_BRI" | "VA_MANDIRI" | "VA_PERMATA" | "VA_BSI" | "VA_CIMB";
       channelName: string;
       instructions: ({
        /** @constant */
        kind: "qr";
        qrString: string;
        qrSvg: string;
       } | {
        /** @constant */
        kind: "virtual_account";
        bank: string;
        accountNumber: string;
        accountName: string;
        billerCode: string | null;
       }) | null;
       /** Format: date-time */
       expiresAt: string;
       paidAt: string | null;
       refunded: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      };
     };
    };
   };
  };
 };
 getOrdersSearch: {
  parameters: {
   query: {
    status?: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
    limit?: number;
    cursor?: string;
    q: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       number: string;
       /** Format: uuid */
       invoiceId: string;
       invoiceNumber: string;
       /** Format: uuid */
       paymentId: string;
       /** @enum {string} */
       status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
       buyer: {
        /** Format: uuid */
        id: string;
        name: string;
       };
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        slug: string;
        city: string;
       };
       lines: {
        /** Format: uuid */
        offerId: string;
        /** Format: uuid */
        productId: string;
        slug: string;
        name: string;
        options: {
         [key: string]: string;
        };
        image: {
         url: string;
         alt: string;
        } | null;
        quantity: number;
        unitPrice: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        lineTotal: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
       }[];
       subtotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       shippingFee: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       total: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       refunded: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       shipping: {
        serviceCode: string;
        courierName: string;
        serviceName: string;
        /** @enum {string} */
        group: "instant" | "same_day" | "regular" | "economy" | "cargo";
        /** Format: date */
        arrivesFrom: string;
        /** Format: date */
        arrivesUntil: string;
        trackingNumber: string | null;
       };
       address: {
        recipientName: string;
        phone: string;
        street: string;
        areaLabel: string;
        postalCode: string;
        landmark: string | null;
       };
       history: {
        /** @enum {string} */
        status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
        /** Format: date-time */
        at: string;
        note: string | null;
       }[];
       actions: ("pay" | "cancel" | "ship" | "deliver" | "complete")[];
       payableUntil: string | null;
       completesAt: string | null;
       version: number;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getOrdersById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      number: string;
      /** Format: uuid */
      invoiceId: string;
      invoiceNumber: string;
      /** Format: uuid */
      paymentId: string;
      /** @enum {string} */
      status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
      buyer: {
       /** Format: uuid */
       id: string;
       name: string;
      };
      seller: {
       /** Format: uuid */
       id: string;
       name: string;
       slug: string;
       city: string;
      };
      lines: {
       /** Format: uuid */
       offerId: string;
       /** Format: uuid */
       productId: string;
       slug: string;
       name: string;
       options: {
        [key: string]: string;
       };
       image: {
        url: string;
        alt: string;
       } | null;
       quantity: number;
       unitPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       lineTotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      }[];
      subtotal: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      shippingFee: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      total: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      refunded: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      shipping: {
       serviceCode: string;
       courierName: string;
       serviceName: string;
       /** @enum {string} */
       group: "instant" | "same_day" | "regular" | "economy" | "cargo";
       /** Format: date */
       arrivesFrom: string;
       /** Format: date */
       arrivesUntil: string;
       trackingNumber: string | null;
      };
      address: {
       recipientName: string;
       phone: string;
       street: string;
       areaLabel: string;
       postalCode: string;
       landmark: string | null;
      };
      history: {
       /** @enum {string} */
       status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
       /** Format: date-time */
       at: string;
       note: string | null;
      }[];
      actions: ("pay" | "cancel" | "ship" | "deliver" | "complete")[];
      payableUntil: string | null;
      completesAt: string | null;
      version: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getOrdersByIdTracking: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      trackingNumber: string | null;
      courierName: string;
      status: string | null;
      link: string | null;
      events: {
       status: string;
       note: string;
       /** Format: date-time */
       at: string;
      }[];
     };
    };
   };
  };
 };
 getOrdersByIdInvoice: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/pdf": string;
    };
   };
  };
 };
 getSellersMeOrders: {
  parameters: {
   query?: {
    status?: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
    limit?: number;
    cursor?: string;
    q?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       number: string;
       /** Format: uuid */
       invoiceId: string;
       invoiceNumber: string;
       /** Format: uuid */
       paymentId: string;
       /** @enum {string} */
       status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
       buyer: {
        /** Format: uuid */
        id: string;
        name: string;
       };
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        slug: string;
        city: string;
       };
       lines: {
        /** Format: uuid */
        offerId: string;
        /** Format: uuid */
        productId: string;
        slug: string;
        name: string;
        options: {
         [key: string]: string;
        };
        image: {
         url: string;
         alt: string;
        } | null;
        quantity: number;
        unitPrice: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
        lineTotal: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        };
       }[];
       subtotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       shippingFee: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       total: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       refunded: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       shipping: {
        serviceCode: string;
        courierName: string;
        serviceName: string;
        /** @enum {string} */
        group: "instant" | "same_day" | "regular" | "economy" | "cargo";
        /** Format: date */
        arrivesFrom: string;
        /** Format: date */
        arrivesUntil: string;
        trackingNumber: string | null;
       };
       address: {
        recipientName: string;
        phone: string;
        street: string;
        areaLabel: string;
        postalCode: string;
        landmark: string | null;
       };
       history: {
        /** @enum {string} */
        status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
        /** Format: date-time */
        at: string;
        note: string | null;
       }[];
       actions: ("pay" | "cancel" | "ship" | "deliver" | "complete")[];
       payableUntil: string | null;
       completesAt: string | null;
       version: number;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postOrdersByIdShip: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "trackingNumber": "JP1234567890"
     *     }
     */
    "application/json": {
     trackingNumber?: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      number: string;
      /** Format: uuid */
      invoiceId: string;
      invoiceNumber: string;
      /** Format: uuid */
      paymentId: string;
      /** @enum {string} */
      status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
      buyer: {
       /** Format: uuid */
       id: string;
       name: string;
      };
      seller: {
       /** Format: uuid */
       id: string;
       name: string;
       slug: string;
       city: string;
      };
      lines: {
       /** Format: uuid */
       offerId: string;
       /** Format: uuid */
       productId: string;
       slug: string;
       name: string;
       options: {
        [key: string]: string;
       };
       image: {
        url: string;
        alt: string;
       } | null;
       quantity: number;
       unitPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       lineTotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      }[];
      subtotal: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      shippingFee: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      total: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      refunded: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      shipping: {
       serviceCode: string;
       courierName: string;
       serviceName: string;
       /** @enum {string} */
       group: "instant" | "same_day" | "regular" | "economy" | "cargo";
       /** Format: date */
       arrivesFrom: string;
       /** Format: date */
       arrivesUntil: string;
       trackingNumber: string | null;
      };
      address: {
       recipientName: string;
       phone: string;
       street: string;
       areaLabel: string;
       postalCode: string;
       landmark: string | null;
      };
      history: {
       /** @enum {string} */
       status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
       /** Format: date-time */
       at: string;
       note: string | null;
      }[];
      actions: ("pay" | "cancel" | "ship" | "deliver" | "complete")[];
      payableUntil: string | null;
      completesAt: string | null;
      version: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 postOrdersByIdDeliver: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody?: {
   content: {
    /** @example {} */
    "application/json": Record<string, never>;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      number: string;
      /** Format: uuid */
      invoiceId: string;
      invoiceNumber: string;
      /** Format: uuid */
      paymentId: string;
      /** @enum {string} */
      status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
      buyer: {
       /** Format: uuid */
       id: string;
       name: string;
      };
      seller: {
       /** Format: uuid */
       id: string;
       name: string;
       slug: string;
       city: string;
      };
      lines: {
       /** Format: uuid */
       offerId: string;
       /** Format: uuid */
       productId: string;
       slug: string;
       name: string;
       options: {
        [key: string]: string;
       };
       image: {
        url: string;
        alt: string;
       } | null;
       quantity: number;
       unitPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       lineTotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      }[];
      subtotal: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      shippingFee: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      total: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      refunded: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      shipping: {
       serviceCode: string;
       courierName: string;
       serviceName: string;
       /** @enum {string} */
       group: "instant" | "same_day" | "regular" | "economy" | "cargo";
       /** Format: date */
       arrivesFrom: string;
       /** Format: date */
       arrivesUntil: string;
       trackingNumber: string | null;
      };
      address: {
       recipientName: string;
       phone: string;
       street: string;
       areaLabel: string;
       postalCode: string;
       landmark: string | null;
      };
      history: {
       /** @enum {string} */
       status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
       /** Format: date-time */
       at: string;
       note: string | null;
      }[];
      actions: ("pay" | "cancel" | "ship" | "deliver" | "complete")[];
      payableUntil: string | null;
      completesAt: string | null;
      version: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 postOrdersByIdCancel: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "reason": "Salah pilih ukuran"
     *     }
     */
    "application/json": {
     reason: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      number: string;
      /** Format: uuid */
      invoiceId: string;
      invoiceNumber: string;
      /** Format: uuid */
      paymentId: string;
      /** @enum {string} */
      status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
      buyer: {
       /** Format: uuid */
       id: string;
       name: string;
      };
      seller: {
       /** Format: uuid */
       id: string;
       name: string;
       slug: string;
       city: string;
      };
      lines: {
       /** Format: uuid */
       offerId: string;
       /** Format: uuid */
       productId: string;
       slug: string;
       name: string;
       options: {
        [key: string]: string;
       };
       image: {
        url: string;
        alt: string;
       } | null;
       quantity: number;
       unitPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       lineTotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      }[];
      subtotal: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      shippingFee: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      total: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      refunded: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      shipping: {
       serviceCode: string;
       courierName: string;
       serviceName: string;
       /** @enum {string} */
       group: "instant" | "same_day" | "regular" | "economy" | "cargo";
       /** Format: date */
       arrivesFrom: string;
       /** Format: date */
       arrivesUntil: string;
       trackingNumber: string | null;
      };
      address: {
       recipientName: string;
       phone: string;
       street: string;
       areaLabel: string;
       postalCode: string;
       landmark: string | null;
      };
      history: {
       /** @enum {string} */
       status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
       /** Format: date-time */
       at: string;
       note: string | null;
      }[];
      actions: ("pay" | "cancel" | "ship" | "deliver" | "complete")[];
      payableUntil: string | null;
      completesAt: string | null;
      version: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 postOrdersByIdComplete: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody?: {
   content: {
    /** @example {} */
    "application/json": Record<string, never>;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      number: string;
      /** Format: uuid */
      invoiceId: string;
      invoiceNumber: string;
      /** Format: uuid */
      paymentId: string;
      /** @enum {string} */
      status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
      buyer: {
       /** Format: uuid */
       id: string;
       name: string;
      };
      seller: {
       /** Format: uuid */
       id: string;
       name: string;
       slug: string;
       city: string;
      };
      lines: {
       /** Format: uuid */
       offerId: string;
       /** Format: uuid */
       productId: string;
       slug: string;
       name: string;
       options: {
        [key: string]: string;
       };
       image: {
        url: string;
        alt: string;
       } | null;
       quantity: number;
       unitPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       lineTotal: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      }[];
      subtotal: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      shippingFee: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      total: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      refunded: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      shipping: {
       serviceCode: string;
       courierName: string;
       serviceName: string;
       /** @enum {string} */
       group: "instant" | "same_day" | "regular" | "economy" | "cargo";
       /** Format: date */
       arrivesFrom: string;
       /** Format: date */
       arrivesUntil: string;
       trackingNumber: string | null;
      };
      address: {
       recipientName: string;
       phone: string;
       street: string;
       areaLabel: string;
       postalCode: string;
       landmark: string | null;
      };
      history: {
       /** @enum {string} */
       status: "awaiting_payment" | "paid" | "shipped" | "delivered" | "completed" | "cancelled" | "expired";
       /** Format: date-time */
       at: string;
       note: string | null;
      }[];
      actions: ("pay" | "cancel" | "ship" | "deliver" | "complete")[];
      payableUntil: string | null;
      completesAt: string | null;
      version: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getRecommendations: {
  parameters: {
   query?: {
    /** @description Goods to go with this product */
    product?: string;
    /** @description Goods for the caller; for guests what is bought now */
    for?: "me";
    limit?: number;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      similar: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
       priceFrom: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       priceTo: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       image: {
        url: string;
        alt: string;
        sources: {
         type: string;
         srcset: string;
        }[];
       } | null;
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        city: string;
       };
       offerCount: number;
       soldCount: number;
       inStock: boolean;
       /** Format: uuid */
       categoryId: string;
      }[];
      boughtTogether: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
       priceFrom: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       priceTo: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       image: {
        url: string;
        alt: string;
        sources: {
         type: string;
         srcset: string;
        }[];
       } | null;
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        city: string;
       };
       offerCount: number;
       soldCount: number;
       inStock: boolean;
       /** Format: uuid */
       categoryId: string;
      }[];
      forYou: {
       /** Format: uuid */
       id: string;
       slug: string;
       name: string;
       priceFrom: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       priceTo: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       image: {
        url: string;
        alt: string;
        sources: {
         type: string;
         srcset: string;
        }[];
       } | null;
       seller: {
        /** Format: uuid */
        id: string;
        name: string;
        city: string;
       };
       offerCount: number;
       soldCount: number;
       inStock: boolean;
       /** Format: uuid */
       categoryId: string;
      }[];
      isPersonal: boolean;
     };
    };
   };
  };
 };
 getCreditInstitution: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      tenantId: string;
      name: string;
      /** @enum {string} */
      kind: "online-lender" | "finance-company" | "bank";
      role: ("CREDIT_OFFICER" | "COMPLIANCE_OFFICER" | "PARTNER") | "HOUSE";
     };
    };
   };
  };
 };
 getCreditInstitutionsByIdMembers: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       userId: string;
       /** @enum {string} */
       role: "CREDIT_OFFICER" | "COMPLIANCE_OFFICER" | "PARTNER";
       name: string | null;
       /** Format: date-time */
       since: string;
      }[];
     };
    };
   };
  };
 };
 postCreditPeopleFind: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "contact": "siti@contoh.id"
     *     }
     */
    "application/json": {
     contact: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      userId: string;
      name: string;
     };
    };
   };
  };
 };
 getCreditInstitutions: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       tenantId: string;
       name: string;
       /** @enum {string} */
       kind: "online-lender" | "finance-company" | "bank";
       isActive: boolean;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditInstitutions: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Dana Nusantara",
     *       "kind": "online-lender"
     *     }
     */
    "application/json": {
     name: string;
     /** @enum {string} */
     kind: "online-lender" | "finance-company" | "bank";
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      tenantId: string;
      name: string;
      /** @enum {string} */
      kind: "online-lender" | "finance-company" | "bank";
      isActive: boolean;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 putCreditInstitutionsByIdMembersByUserId: {
  parameters: {
   path: {
    id: string;
    userId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "role": "CREDIT_OFFICER"
     *     }
     */
    "application/json": {
     /** @enum {string} */
     role: "CREDIT_OFFICER" | "COMPLIANCE_OFFICER" | "PARTNER";
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      userId: string;
      /** @enum {string} */
      role: "CREDIT_OFFICER" | "COMPLIANCE_OFFICER" | "PARTNER";
      name: string | null;
      /** Format: date-time */
      since: string;
     };
    };
   };
  };
 };
 deleteCreditInstitutionsByIdMembersByUserId: {
  parameters: {
   path: {
    id: string;
    userId: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getCreditWebhooks: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       url: string;
       description: string;
       eventTypes: string[];
       isActive: boolean;
       stoppedBecause: ("failing" | "gone") | null;
       failingSince: string | null;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditWebhooks: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "url": "https://mitra.example/lumbung",
     *       "eventTypes": [
     *         "loan.activated",
     *         "loan.closed"
     *       ]
     *     }
     */
    "application/json": {
     url: string;
     description?: string;
     eventTypes: ("loan.created" | "loan.activated" | "loan.transaction-recorded" | "loan.transaction-reversed" | "loan.delinquency-changed" | "loan.closed" | "loan.written-off" | "business-day.closed" | "promise.made" | "promise.kept" | "promise.broken" | "hardship.decided" | "disbursement.completed" | "disbursement.failed" | "disbursement.reversed" | "repayment.unmatched" | "payment-claim.opened" | "payment-claim.decided" | "funder-withdrawal.completed" | "funder-withdrawal.failed")[];
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      endpoint: {
       /** Format: uuid */
       id: string;
       url: string;
       description: string;
       eventTypes: string[];
       isActive: boolean;
       stoppedBecause: ("failing" | "gone") | null;
       failingSince: string | null;
       /** Format: date-time */
       createdAt: string;
      };
      secret: string;
     };
    };
   };
  };
 };
 deleteCreditWebhooksById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 patchCreditWebhooksById: {
  parameters: {
   path: {
    id: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "isActive": true
     *     }
     */
    "application/json": {
     url?: string;
     description?: string;
     eventTypes?: ("loan.created" | "loan.activated" | "loan.transaction-recorded" | "loan.transaction-reversed" | "loan.delinquency-changed" | "loan.closed" | "loan.written-off" | "business-day.closed" | "promise.made" | "promise.kept" | "promise.broken" | "hardship.decided" | "disbursement.completed" | "disbursement.failed" | "disbursement.reversed" | "repayment.unmatched" | "payment-claim.opened" | "payment-claim.decided" | "funder-withdrawal.completed" | "funder-withdrawal.failed")[];
     isActive?: boolean;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      url: string;
      description: string;
      eventTypes: string[];
      isActive: boolean;
      stoppedBecause: ("failing" | "gone") | null;
      failingSince: string | null;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 postCreditWebhooksByIdRotateSecret: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      endpoint: {
       /** Format: uuid */
       id: string;
       url: string;
       description: string;
       eventTypes: string[];
       isActive: boolean;
       stoppedBecause: ("failing" | "gone") | null;
       failingSince: string | null;
       /** Format: date-time */
       createdAt: string;
      };
      secret: string;
     };
    };
   };
  };
 };
 postCreditWebhooksByIdPing: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   202: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      endpointId: string;
      /** Format: uuid */
      eventId: string;
      eventType: string;
      /** @enum {string} */
      status: "pending" | "delivered" | "failed" | "dropped";
      attempts: number;
      nextAttemptAt: string | null;
      lastStatus: number | null;
      lastError: string | null;
      /** Format: date-time */
      createdAt: string;
      deliveredAt: string | null;
     };
    };
   };
  };
 };
 getCreditWebhookDeliveries: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
    endpointId?: string;
    status?: "pending" | "delivered" | "failed" | "dropped";
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       endpointId: string;
       /** Format: uuid */
       eventId: string;
       eventType: string;
       /** @enum {string} */
       status: "pending" | "delivered" | "failed" | "dropped";
       attempts: number;
       nextAttemptAt: string | null;
       lastStatus: number | null;
       lastError: string | null;
       /** Format: date-time */
       createdAt: string;
       deliveredAt: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditWebhookDeliveriesById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      endpointId: string;
      /** Format: uuid */
      eventId: string;
      eventType: string;
      /** @enum {string} */
      status: "pending" | "delivered" | "failed" | "dropped";
      attempts: number;
      nextAttemptAt: string | null;
      lastStatus: number | null;
      lastError: string | null;
      /** Format: date-time */
      createdAt: string;
      deliveredAt: string | null;
      body: string;
      log: {
       number: number;
       /** Format: date-time */
       at: string;
       tookMs: number;
       status: number | null;
       error: string | null;
       answer: string | null;
      }[];
     };
    };
   };
  };
 };
 postCreditWebhookDeliveriesByIdReplay: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   202: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      endpointId: string;
      /** Format: uuid */
      eventId: string;
      eventType: string;
      /** @enum {string} */
      status: "pending" | "delivered" | "failed" | "dropped";
      attempts: number;
      nextAttemptAt: string | null;
      lastStatus: number | null;
      lastError: string | null;
      /** Format: date-time */
      createdAt: string;
      deliveredAt: string | null;
     };
    };
   };
  };
 };
 postCreditWebhooksByIdReplay: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "since": "2026-11-20T00:00:00.000Z"
     *     }
     */
    "application/json": {
     /** Format: date-time */
     since: string;
    };
   };
  };
  responses: {
   202: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      replayed: number;
     };
    };
   };
  };
 };
 getCreditLoanProducts: {
  parameters: {
   query?: {
    status?: "draft" | "released" | "retired";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       productId: string;
       /** Format: uuid */
       tenantId: string;
       name: string;
       releasedVersion: number | null;
       latestVersion: number;
       /** @enum {string} */
       latestStatus: "draft" | "released" | "retired";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** Format: date-time */
       updatedAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditLoanProducts: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Dana Usaha 90",
     *       "terms": {
     *         "purpose": "consumer",
     *         "businessSize": null,
     *         "fundedBy": "own-book",
     *         "amount": {
     *           "leastMinor": 1000000,
     *           "mostMinor": 50000000,
     *           "stepMinor": 100000
     *         },
     *         "periods": {
     *           "least": 1,
     *           "most": 3
     *         },
     *         "dueDates": {
     *           "kind": "every",
     *           "every": 30,
     *           "unit": "days"
     *         },
     *         "holidays": null,
     *         "method": "flat-daily",
     *         "amortisation": "equal-principal",
     *         "interestPeriod": "by-days",
     *         "instalmentFormula": "exact-periods",
     *         "dayCount": "actual/365",
     *         "ratePercent": "0.2",
     *         "grace": {
     *           "principalPeriods": 0,
     *           "interestPeriods": 0,
     *           "interestFreePeriods": 0
     *         },
     *         "rounding": {
     *           "mode": "half-even",
     *           "multipleMinor": null,
     *           "remainder": "last"
     *         },
     *         "balloonPercent": null,
     *         "downPaymentPercent": null,
     *         "fees": [
     *           {
     *             "name": "Biaya layanan",
     *             "nature": "price",
     *             "timing": "at-disbursement",
     *             "amount": {
     *               "kind": "percent",
     *               "percent": "1.5"
     *             },
     *             "taxPercent": "11"
     *           }
     *         ],
     *         "lateCharge": {
     *           "percentPerDay": "0.1",
     *           "graceDays": 0,
     *           "base": "principal"
     *         },
     *         "allocation": {
     *           "kind": "instalments",
     *           "due": [
     *             "penalty",
     *             "fee",
     *             "interest",
     *             "principal"
     *           ],
     *           "inAdvanceFirst": [],
     *           "inAdvance": [
     *             "penalty",
     *             "fee",
     *             "interest",
     *             "principal"
     *           ]
     *         },
     *         "chargebackOrder": null,
     *         "recalculation": null,
     *         "arrearsGraceDays": 0,
     *         "delinquencyRanges": [
     *           {
     *             "name": "1-30",
     *             "fromDays": 1,
     *             "untilDays": 30
     *           },
     *           {
     *             "name": "31-90",
     *             "fromDays": 31,
     *             "untilDays": 90
     *           },
     *           {
     *             "name": ">90",
     *             "fromDays": 91,
     *             "untilDays": null
     *           }
     *         ]
     *       }
     *     }
     */
    "application/json": {
     name: string;
     terms: {
      /** @enum {string} */
      purpose: "consumer" | "business";
      businessSize: ("micro" | "small-or-medium") | null;
      /** @enum {string} */
      fundedBy: "funders" | "own-book";
      amount: {
       leastMinor: number;
       mostMinor: number;
       stepMinor: number;
      };
      periods: {
       least: number;
       most: number;
      };
      dueDates: {
       /** @constant */
       kind: "every";
       every: number;
       /** @enum {string} */
       unit: "days" | "weeks" | "months";
      } | {
       /** @enum {string} */
       kind: "month-start" | "month-end";
      };
      holidays: {
       /** @enum {string} */
       rule: "keep" | "next-working-day" | "previous-working-day" | "next-unless-next-month";
       weekend: number[];
       days: string[];
      } | null;
      /** @enum {string} */
      method: "flat" | "flat-daily" | "declining" | "none";
      /** @enum {string} */
      amortisation: "equal-instalments" | "equal-principal" | "bullet" | "balloon";
      /** @enum {string} */
      interestPeriod: "equal-periods" | "by-days";
      /** @enum {string} */
      instalmentFormula: "nominal-period" | "exact-periods";
      /** @enum {string} */
      dayCount: "actual/365" | "actual/actual" | "actual/360" | "30/360" | "actual/364";
      ratePercent: string;
      grace: {
       principalPeriods: number;
       interestPeriods: number;
       interestFreePeriods: number;
      };
      rounding: {
       /** @enum {string} */
       mode: "half-even" | "half-up" | "up" | "down";
       multipleMinor: number | null;
       /** @enum {string} */
       instalmentMode?: "half-even" | "half-up" | "up" | "down";
       /** @enum {string} */
       remainder: "last" | "first";
      };
      balloonPercent: string | null;
      downPaymentPercent: string | null;
      fees: {
       name: string;
       /** @enum {string} */
       nature: "price" | "late-charge" | "certified-signature" | "tax";
       /** @enum {string} */
       timing: "at-disbursement" | "each-instalment" | "on-day" | "overdue";
       days?: number;
       amount: {
        /** @constant */
        kind: "flat";
        amountMinor: number;
       } | {
        /** @constant */
        kind: "percent";
        percent: string;
       };
       taxPercent?: string;
      }[];
      lateCharge: {
       percentPerDay: string;
       graceDays: number;
       /** @enum {string} */
       base: "principal" | "principal-and-interest";
      } | null;
      allocation: {
       /** @constant */
       kind: "buckets";
       /** @enum {string} */
       direction: "horizontal" | "vertical";
       standard: {
        order: {
         /** @enum {string} */
         when: "past-due" | "due" | "in-advance";
         /** @enum {string} */
         component: "penalty" | "fee" | "interest" | "principal";
        }[];
        /** @enum {string} */
        rest: "next-instalment" | "last-instalment" | "re-amortise";
       };
       byKind: {
        repayment?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "down-payment"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "goodwill-credit"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "merchant-refund"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "payout-refund"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
       };
      } | {
       /** @constant */
       kind: "instalments";
       due: ("penalty" | "fee" | "interest" | "principal")[];
       inAdvanceFirst: ("penalty" | "fee" | "interest" | "principal")[];
       inAdvance: ("penalty" | "fee" | "interest" | "principal")[];
      };
      chargebackOrder: ("penalty" | "fee" | "interest" | "principal")[] | null;
      recalculation: {
       /** @enum {string} */
       rest: "daily" | "due-date";
       /** @enum {string} */
       prepayment: "smaller-instalments" | "fewer-instalments" | "next-instalments";
       /** @enum {string} */
       settlement: "until-payment" | "until-due-date";
      } | null;
      arrearsGraceDays: number;
      delinquencyRanges: {
       name: string;
       fromDays: number;
       untilDays: number | null;
      }[];
     };
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      productId: string;
      /** Format: uuid */
      tenantId: string;
      name: string;
      version: number;
      /** @enum {string} */
      status: "draft" | "released" | "retired";
      terms: {
       /** @enum {string} */
       purpose: "consumer" | "business";
       businessSize: ("micro" | "small-or-medium") | null;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       amount: {
        leastMinor: number;
        mostMinor: number;
        stepMinor: number;
       };
       periods: {
        least: number;
        most: number;
       };
       dueDates: {
        /** @constant */
        kind: "every";
        every: number;
        /** @enum {string} */
        unit: "days" | "weeks" | "months";
       } | {
        /** @enum {string} */
        kind: "month-start" | "month-end";
       };
       holidays: {
        /** @enum {string} */
        rule: "keep" | "next-working-day" | "previous-working-day" | "next-unless-next-month";
        weekend: number[];
        days: string[];
       } | null;
       /** @enum {string} */
       method: "flat" | "flat-daily" | "declining" | "none";
       /** @enum {string} */
       amortisation: "equal-instalments" | "equal-principal" | "bullet" | "balloon";
       /** @enum {string} */
       interestPeriod: "equal-periods" | "by-days";
       /** @enum {string} */
       instalmentFormula: "nominal-period" | "exact-periods";
       /** @enum {string} */
       dayCount: "actual/365" | "actual/actual" | "actual/360" | "30/360" | "actual/364";
       ratePercent: string;
       grace: {
        principalPeriods: number;
        interestPeriods: number;
        interestFreePeriods: number;
       };
       rounding: {
        /** @enum {string} */
        mode: "half-even" | "half-up" | "up" | "down";
        multipleMinor: number | null;
        /** @enum {string} */
        instalmentMode?: "half-even" | "half-up" | "up" | "down";
        /** @enum {string} */
        remainder: "last" | "first";
       };
       balloonPercent: string | null;
       downPaymentPercent: string | null;
       fees: {
        name: string;
        /** @enum {string} */
        nature: "price" | "late-charge" | "certified-signature" | "tax";
        /** @enum {string} */
        timing: "at-disbursement" | "each-instalment" | "on-day" | "overdue";
        days?: number;
        amount: {
         /** @constant */
         kind: "flat";
         amountMinor: number;
        } | {
         /** @constant */
         kind: "percent";
         percent: string;
        };
        taxPercent?: string;
       }[];
       lateCharge: {
        percentPerDay: string;
        graceDays: number;
        /** @enum {string} */
        base: "principal" | "principal-and-interest";
       } | null;
       allocation: {
        /** @constant */
        kind: "buckets";
        /** @enum {string} */
        direction: "horizontal" | "vertical";
        standard: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        byKind: {
         repayment?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "down-payment"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "goodwill-credit"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "merchant-refund"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "payout-refund"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
        };
       } | {
        /** @constant */
        kind: "instalments";
        due: ("penalty" | "fee" | "interest" | "principal")[];
        inAdvanceFirst: ("penalty" | "fee" | "interest" | "principal")[];
        inAdvance: ("penalty" | "fee" | "interest" | "principal")[];
       };
       chargebackOrder: ("penalty" | "fee" | "interest" | "principal")[] | null;
       recalculation: {
        /** @enum {string} */
        rest: "daily" | "due-date";
        /** @enum {string} */
        prepayment: "smaller-instalments" | "fewer-instalments" | "next-instalments";
        /** @enum {string} */
        settlement: "until-payment" | "until-due-date";
       } | null;
       arrearsGraceDays: number;
       delinquencyRanges: {
        name: string;
        fromDays: number;
        untilDays: number | null;
       }[];
      };
      proof: {
       fundingMinor: number;
       priceMinor: number;
       days: number;
       line: {
        /** Format: date */
        fromOn: string;
        /** @enum {string} */
        purpose: "consumer" | "business";
        size: ("micro" | "small-or-medium") | null;
        longestMonths: number | null;
        percentPerDay: string;
       } | null;
       mostMinor: number;
       mostOfLifeMinor: number;
       /** @enum {string} */
       verdict: "within" | "over-daily-cap" | "over-life-cap" | "no-rule-known" | "not-capped";
      };
      madeBy: string | null;
      /** Format: date-time */
      madeAt: string;
      releasedBy: string | null;
      releasedAt: string | null;
     };
    };
   };
  };
 };
 getCreditLoanProductsById: {
  parameters: {
   query?: {
    version?: number;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      productId: string;
      /** Format: uuid */
      tenantId: string;
      name: string;
      version: number;
      /** @enum {string} */
      status: "draft" | "released" | "retired";
      terms: {
       /** @enum {string} */
       purpose: "consumer" | "business";
       businessSize: ("micro" | "small-or-medium") | null;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       amount: {
        leastMinor: number;
        mostMinor: number;
        stepMinor: number;
       };
       periods: {
        least: number;
        most: number;
       };
       dueDates: {
        /** @constant */
        kind: "every";
        every: number;
        /** @enum {string} */
        unit: "days" | "weeks" | "months";
       } | {
        /** @enum {string} */
        kind: "month-start" | "month-end";
       };
       holidays: {
        /** @enum {string} */
        rule: "keep" | "next-working-day" | "previous-working-day" | "next-unless-next-month";
        weekend: number[];
        days: string[];
       } | null;
       /** @enum {string} */
       method: "flat" | "flat-daily" | "declining" | "none";
       /** @enum {string} */
       amortisation: "equal-instalments" | "equal-principal" | "bullet" | "balloon";
       /** @enum {string} */
       interestPeriod: "equal-periods" | "by-days";
       /** @enum {string} */
       instalmentFormula: "nominal-period" | "exact-periods";
       /** @enum {string} */
       dayCount: "actual/365" | "actual/actual" | "actual/360" | "30/360" | "actual/364";
       ratePercent: string;
       grace: {
        principalPeriods: number;
        interestPeriods: number;
        interestFreePeriods: number;
       };
       rounding: {
        /** @enum {string} */
        mode: "half-even" | "half-up" | "up" | "down";
        multipleMinor: number | null;
        /** @enum {string} */
        instalmentMode?: "half-even" | "half-up" | "up" | "down";
        /** @enum {string} */
        remainder: "last" | "first";
       };
       balloonPercent: string | null;
       downPaymentPercent: string | null;
       fees: {
        name: string;
        /** @enum {string} */
        nature: "price" | "late-charge" | "certified-signature" | "tax";
        /** @enum {string} */
        timing: "at-disbursement" | "each-instalment" | "on-day" | "overdue";
        days?: number;
        amount: {
         /** @constant */
         kind: "flat";
         amountMinor: number;
        } | {
         /** @constant */
         kind: "percent";
         percent: string;
        };
        taxPercent?: string;
       }[];
       lateCharge: {
        percentPerDay: string;
        graceDays: number;
        /** @enum {string} */
        base: "principal" | "principal-and-interest";
       } | null;
       allocation: {
        /** @constant */
        kind: "buckets";
        /** @enum {string} */
        direction: "horizontal" | "vertical";
        standard: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        byKind: {
         repayment?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "down-payment"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "goodwill-credit"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "merchant-refund"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "payout-refund"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
        };
       } | {
        /** @constant */
        kind: "instalments";
        due: ("penalty" | "fee" | "interest" | "principal")[];
        inAdvanceFirst: ("penalty" | "fee" | "interest" | "principal")[];
        inAdvance: ("penalty" | "fee" | "interest" | "principal")[];
       };
       chargebackOrder: ("penalty" | "fee" | "interest" | "principal")[] | null;
       recalculation: {
        /** @enum {string} */
        rest: "daily" | "due-date";
        /** @enum {string} */
        prepayment: "smaller-instalments" | "fewer-instalments" | "next-instalments";
        /** @enum {string} */
        settlement: "until-payment" | "until-due-date";
       } | null;
       arrearsGraceDays: number;
       delinquencyRanges: {
        name: string;
        fromDays: number;
        untilDays: number | null;
       }[];
      };
      proof: {
       fundingMinor: number;
       priceMinor: number;
       days: number;
       line: {
        /** Format: date */
        fromOn: string;
        /** @enum {string} */
        purpose: "consumer" | "business";
        size: ("micro" | "small-or-medium") | null;
        longestMonths: number | null;
        percentPerDay: string;
       } | null;
       mostMinor: number;
       mostOfLifeMinor: number;
       /** @enum {string} */
       verdict: "within" | "over-daily-cap" | "over-life-cap" | "no-rule-known" | "not-capped";
      };
      madeBy: string | null;
      /** Format: date-time */
      madeAt: string;
      releasedBy: string | null;
      releasedAt: string | null;
     };
    };
   };
  };
 };
 postCreditLoanProductsPreview: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "terms": {
     *         "purpose": "consumer",
     *         "businessSize": null,
     *         "fundedBy": "own-book",
     *         "amount": {
     *           "leastMinor": 1000000,
     *           "mostMinor": 50000000,
     *           "stepMinor": 100000
     *         },
     *         "periods": {
     *           "least": 1,
     *           "most": 3
     *         },
     *         "dueDates": {
     *           "kind": "every",
     *           "every": 30,
     *           "unit": "days"
     *         },
     *         "holidays": null,
     *         "method": "flat-daily",
     *         "amortisation": "equal-principal",
     *         "interestPeriod": "by-days",
     *         "instalmentFormula": "exact-periods",
     *         "dayCount": "actual/365",
     *         "ratePercent": "0.2",
     *         "grace": {
     *           "principalPeriods": 0,
     *           "interestPeriods": 0,
     *           "interestFreePeriods": 0
     *         },
     *         "rounding": {
     *           "mode": "half-even",
     *           "multipleMinor": null,
     *           "remainder": "last"
     *         },
     *         "balloonPercent": null,
     *         "downPaymentPercent": null,
     *         "fees": [
     *           {
     *             "name": "Biaya layanan",
     *             "nature": "price",
     *             "timing": "at-disbursement",
     *             "amount": {
     *               "kind": "percent",
     *               "percent": "1.5"
     *             },
     *             "taxPercent": "11"
     *           }
     *         ],
     *         "lateCharge": {
     *           "percentPerDay": "0.1",
     *           "graceDays": 0,
     *           "base": "principal"
     *         },
     *         "allocation": {
     *           "kind": "instalments",
     *           "due": [
     *             "penalty",
     *             "fee",
     *             "interest",
     *             "principal"
     *           ],
     *           "inAdvanceFirst": [],
     *           "inAdvance": [
     *             "penalty",
     *             "fee",
     *             "interest",
     *             "principal"
     *           ]
     *         },
     *         "chargebackOrder": null,
     *         "recalculation": null,
     *         "arrearsGraceDays": 0,
     *         "delinquencyRanges": [
     *           {
     *             "name": "1-30",
     *             "fromDays": 1,
     *             "untilDays": 30
     *           },
     *           {
     *             "name": "31-90",
     *             "fromDays": 31,
     *             "untilDays": 90
     *           },
     *           {
     *             "name": ">90",
     *             "fromDays": 91,
     *             "untilDays": null
     *           }
     *         ]
     *       },
     *       "amountMinor": 3000000,
     *       "periods": 2,
     *       "startOn": "2026-11-21"
     *     }
     */
    "application/json": {
     terms: {
      /** @enum {string} */
      purpose: "consumer" | "business";
      businessSize: ("micro" | "small-or-medium") | null;
      /** @enum {string} */
      fundedBy: "funders" | "own-book";
      amount: {
       leastMinor: number;
       mostMinor: number;
       stepMinor: number;
      };
      periods: {
       least: number;
       most: number;
      };
      dueDates: {
       /** @constant */
       kind: "every";
       every: number;
       /** @enum {string} */
       unit: "days" | "weeks" | "months";
      } | {
       /** @enum {string} */
       kind: "month-start" | "month-end";
      };
      holidays: {
       /** @enum {string} */
       rule: "keep" | "next-working-day" | "previous-working-day" | "next-unless-next-month";
       weekend: number[];
       days: string[];
      } | null;
      /** @enum {string} */
      method: "flat" | "flat-daily" | "declining" | "none";
      /** @enum {string} */
      amortisation: "equal-instalments" | "equal-principal" | "bullet" | "balloon";
      /** @enum {string} */
      interestPeriod: "equal-periods" | "by-days";
      /** @enum {string} */
      instalmentFormula: "nominal-period" | "exact-periods";
      /** @enum {string} */
      dayCount: "actual/365" | "actual/actual" | "actual/360" | "30/360" | "actual/364";
      ratePercent: string;
      grace: {
       principalPeriods: number;
       interestPeriods: number;
       interestFreePeriods: number;
      };
      rounding: {
       /** @enum {string} */
       mode: "half-even" | "half-up" | "up" | "down";
       multipleMinor: number | null;
       /** @enum {string} */
       instalmentMode?: "half-even" | "half-up" | "up" | "down";
       /** @enum {string} */
       remainder: "last" | "first";
      };
      balloonPercent: string | null;
      downPaymentPercent: string | null;
      fees: {
       name: string;
       /** @enum {string} */
       nature: "price" | "late-charge" | "certified-signature" | "tax";
       /** @enum {string} */
       timing: "at-disbursement" | "each-instalment" | "on-day" | "overdue";
       days?: number;
       amount: {
        /** @constant */
        kind: "flat";
        amountMinor: number;
       } | {
        /** @constant */
        kind: "percent";
        percent: string;
       };
       taxPercent?: string;
      }[];
      lateCharge: {
       percentPerDay: string;
       graceDays: number;
       /** @enum {string} */
       base: "principal" | "principal-and-interest";
      } | null;
      allocation: {
       /** @constant */
       kind: "buckets";
       /** @enum {string} */
       direction: "horizontal" | "vertical";
       standard: {
        order: {
         /** @enum {string} */
         when: "past-due" | "due" | "in-advance";
         /** @enum {string} */
         component: "penalty" | "fee" | "interest" | "principal";
        }[];
        /** @enum {string} */
        rest: "next-instalment" | "last-instalment" | "re-amortise";
       };
       byKind: {
        repayment?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "down-payment"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "goodwill-credit"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "merchant-refund"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "payout-refund"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
       };
      } | {
       /** @constant */
       kind: "instalments";
       due: ("penalty" | "fee" | "interest" | "principal")[];
       inAdvanceFirst: ("penalty" | "fee" | "interest" | "principal")[];
       inAdvance: ("penalty" | "fee" | "interest" | "principal")[];
      };
      chargebackOrder: ("penalty" | "fee" | "interest" | "principal")[] | null;
      recalculation: {
       /** @enum {string} */
       rest: "daily" | "due-date";
       /** @enum {string} */
       prepayment: "smaller-instalments" | "fewer-instalments" | "next-instalments";
       /** @enum {string} */
       settlement: "until-payment" | "until-due-date";
      } | null;
      arrearsGraceDays: number;
      delinquencyRanges: {
       name: string;
       fromDays: number;
       untilDays: number | null;
      }[];
     };
     amountMinor: number;
     periods: number;
     /** Format: date */
     startOn: string;
     ratePercent?: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      amountMinor: number;
      netPayoutMinor: number;
      /** Format: date */
      startOn: string;
      /** Format: date */
      endsOn: string;
      rows: {
       number: number;
       /** @enum {string} */
       kind: "instalment" | "down-payment" | "additional" | "re-aged";
       /** Format: date */
       fromOn: string;
       /** Format: date */
       dueOn: string;
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       totalMinor: number;
       balanceMinor: number;
      }[];
      interestMinor: number;
      fees: {
       name: string;
       /** @enum {string} */
       nature: "price" | "late-charge" | "certified-signature" | "tax";
       /** @enum {string} */
       timing: "at-disbursement" | "each-instalment" | "on-day" | "overdue";
       totalMinor: number;
      }[];
      totalMinor: number;
      priceMinor: number;
      annualRatePercent: number | null;
      proof: {
       fundingMinor: number;
       priceMinor: number;
       days: number;
       line: {
        /** Format: date */
        fromOn: string;
        /** @enum {string} */
        purpose: "consumer" | "business";
        size: ("micro" | "small-or-medium") | null;
        longestMonths: number | null;
        percentPerDay: string;
       } | null;
       mostMinor: number;
       mostOfLifeMinor: number;
       /** @enum {string} */
       verdict: "within" | "over-daily-cap" | "over-life-cap" | "no-rule-known" | "not-capped";
      };
     };
    };
   };
  };
 };
 postCreditLoanProductsByIdPreview: {
  parameters: {
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "amountMinor": 3000000,
     *       "periods": 2,
     *       "startOn": "2026-11-21"
     *     }
     */
    "application/json": {
     version?: number;
     amountMinor: number;
     periods: number;
     /** Format: date */
     startOn: string;
     ratePercent?: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      amountMinor: number;
      netPayoutMinor: number;
      /** Format: date */
      startOn: string;
      /** Format: date */
      endsOn: string;
      rows: {
       number: number;
       /** @enum {string} */
       kind: "instalment" | "down-payment" | "additional" | "re-aged";
       /** Format: date */
       fromOn: string;
       /** Format: date */
       dueOn: string;
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       totalMinor: number;
       balanceMinor: number;
      }[];
      interestMinor: number;
      fees: {
       name: string;
       /** @enum {string} */
       nature: "price" | "late-charge" | "certified-signature" | "tax";
       /** @enum {string} */
       timing: "at-disbursement" | "each-instalment" | "on-day" | "overdue";
       totalMinor: number;
      }[];
      totalMinor: number;
      priceMinor: number;
      annualRatePercent: number | null;
      proof: {
       fundingMinor: number;
       priceMinor: number;
       days: number;
       line: {
        /** Format: date */
        fromOn: string;
        /** @enum {string} */
        purpose: "consumer" | "business";
        size: ("micro" | "small-or-medium") | null;
        longestMonths: number | null;
        percentPerDay: string;
       } | null;
       mostMinor: number;
       mostOfLifeMinor: number;
       /** @enum {string} */
       verdict: "within" | "over-daily-cap" | "over-life-cap" | "no-rule-known" | "not-capped";
      };
     };
    };
   };
  };
 };
 postCreditLoanProductsByIdVersions: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "terms": {
     *         "purpose": "consumer",
     *         "businessSize": null,
     *         "fundedBy": "own-book",
     *         "amount": {
     *           "leastMinor": 1000000,
     *           "mostMinor": 50000000,
     *           "stepMinor": 100000
     *         },
     *         "periods": {
     *           "least": 1,
     *           "most": 3
     *         },
     *         "dueDates": {
     *           "kind": "every",
     *           "every": 30,
     *           "unit": "days"
     *         },
     *         "holidays": null,
     *         "method": "flat-daily",
     *         "amortisation": "equal-principal",
     *         "interestPeriod": "by-days",
     *         "instalmentFormula": "exact-periods",
     *         "dayCount": "actual/365",
     *         "ratePercent": "0.2",
     *         "grace": {
     *           "principalPeriods": 0,
     *           "interestPeriods": 0,
     *           "interestFreePeriods": 0
     *         },
     *         "rounding": {
     *           "mode": "half-even",
     *           "multipleMinor": null,
     *           "remainder": "last"
     *         },
     *         "balloonPercent": null,
     *         "downPaymentPercent": null,
     *         "fees": [
     *           {
     *             "name": "Biaya layanan",
     *             "nature": "price",
     *             "timing": "at-disbursement",
     *             "amount": {
     *               "kind": "percent",
     *               "percent": "1.5"
     *             },
     *             "taxPercent": "11"
     *           }
     *         ],
     *         "lateCharge": {
     *           "percentPerDay": "0.1",
     *           "graceDays": 0,
     *           "base": "principal"
     *         },
     *         "allocation": {
     *           "kind": "instalments",
     *           "due": [
     *             "penalty",
     *             "fee",
     *             "interest",
     *             "principal"
     *           ],
     *           "inAdvanceFirst": [],
     *           "inAdvance": [
     *             "penalty",
     *             "fee",
     *             "interest",
     *             "principal"
     *           ]
     *         },
     *         "chargebackOrder": null,
     *         "recalculation": null,
     *         "arrearsGraceDays": 0,
     *         "delinquencyRanges": [
     *           {
     *             "name": "1-30",
     *             "fromDays": 1,
     *             "untilDays": 30
     *           },
     *           {
     *             "name": "31-90",
     *             "fromDays": 31,
     *             "untilDays": 90
     *           },
     *           {
     *             "name": ">90",
     *             "fromDays": 91,
     *             "untilDays": null
     *           }
     *         ]
     *       },
     *       "expectedVersion": 1
     *     }
     */
    "application/json": {
     name?: string;
     terms: {
      /** @enum {string} */
      purpose: "consumer" | "business";
      businessSize: ("micro" | "small-or-medium") | null;
      /** @enum {string} */
      fundedBy: "funders" | "own-book";
      amount: {
       leastMinor: number;
       mostMinor: number;
       stepMinor: number;
      };
      periods: {
       least: number;
       most: number;
      };
      dueDates: {
       /** @constant */
       kind: "every";
       every: number;
       /** @enum {string} */
       unit: "days" | "weeks" | "months";
      } | {
       /** @enum {string} */
       kind: "month-start" | "month-end";
      };
      holidays: {
       /** @enum {string} */
       rule: "keep" | "next-working-day" | "previous-working-day" | "next-unless-next-month";
       weekend: number[];
       days: string[];
      } | null;
      /** @enum {string} */
      method: "flat" | "flat-daily" | "declining" | "none";
      /** @enum {string} */
      amortisation: "equal-instalments" | "equal-principal" | "bullet" | "balloon";
      /** @enum {string} */
      interestPeriod: "equal-periods" | "by-days";
      /** @enum {string} */
      instalmentFormula: "nominal-period" | "exact-periods";
      /** @enum {string} */
      dayCount: "actual/365" | "actual/actual" | "actual/360" | "30/360" | "actual/364";
      ratePercent: string;
      grace: {
       principalPeriods: number;
       interestPeriods: number;
       interestFreePeriods: number;
      };
      rounding: {
       /** @enum {string} */
       mode: "half-even" | "half-up" | "up" | "down";
       multipleMinor: number | null;
       /** @enum {string} */
       instalmentMode?: "half-even" | "half-up" | "up" | "down";
       /** @enum {string} */
       remainder: "last" | "first";
      };
      balloonPercent: string | null;
      downPaymentPercent: string | null;
      fees: {
       name: string;
       /** @enum {string} */
       nature: "price" | "late-charge" | "certified-signature" | "tax";
       /** @enum {string} */
       timing: "at-disbursement" | "each-instalment" | "on-day" | "overdue";
       days?: number;
       amount: {
        /** @constant */
        kind: "flat";
        amountMinor: number;
       } | {
        /** @constant */
        kind: "percent";
        percent: string;
       };
       taxPercent?: string;
      }[];
      lateCharge: {
       percentPerDay: string;
       graceDays: number;
       /** @enum {string} */
       base: "principal" | "principal-and-interest";
      } | null;
      allocation: {
       /** @constant */
       kind: "buckets";
       /** @enum {string} */
       direction: "horizontal" | "vertical";
       standard: {
        order: {
         /** @enum {string} */
         when: "past-due" | "due" | "in-advance";
         /** @enum {string} */
         component: "penalty" | "fee" | "interest" | "principal";
        }[];
        /** @enum {string} */
        rest: "next-instalment" | "last-instalment" | "re-amortise";
       };
       byKind: {
        repayment?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "down-payment"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "goodwill-credit"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "merchant-refund"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        "payout-refund"?: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
       };
      } | {
       /** @constant */
       kind: "instalments";
       due: ("penalty" | "fee" | "interest" | "principal")[];
       inAdvanceFirst: ("penalty" | "fee" | "interest" | "principal")[];
       inAdvance: ("penalty" | "fee" | "interest" | "principal")[];
      };
      chargebackOrder: ("penalty" | "fee" | "interest" | "principal")[] | null;
      recalculation: {
       /** @enum {string} */
       rest: "daily" | "due-date";
       /** @enum {string} */
       prepayment: "smaller-instalments" | "fewer-instalments" | "next-instalments";
       /** @enum {string} */
       settlement: "until-payment" | "until-due-date";
      } | null;
      arrearsGraceDays: number;
      delinquencyRanges: {
       name: string;
       fromDays: number;
       untilDays: number | null;
      }[];
     };
     expectedVersion?: number;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      productId: string;
      /** Format: uuid */
      tenantId: string;
      name: string;
      version: number;
      /** @enum {string} */
      status: "draft" | "released" | "retired";
      terms: {
       /** @enum {string} */
       purpose: "consumer" | "business";
       businessSize: ("micro" | "small-or-medium") | null;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       amount: {
        leastMinor: number;
        mostMinor: number;
        stepMinor: number;
       };
       periods: {
        least: number;
        most: number;
       };
       dueDates: {
        /** @constant */
        kind: "every";
        every: number;
        /** @enum {string} */
        unit: "days" | "weeks" | "months";
       } | {
        /** @enum {string} */
        kind: "month-start" | "month-end";
       };
       holidays: {
        /** @enum {string} */
        rule: "keep" | "next-working-day" | "previous-working-day" | "next-unless-next-month";
        weekend: number[];
        days: string[];
       } | null;
       /** @enum {string} */
       method: "flat" | "flat-daily" | "declining" | "none";
       /** @enum {string} */
       amortisation: "equal-instalments" | "equal-principal" | "bullet" | "balloon";
       /** @enum {string} */
       interestPeriod: "equal-periods" | "by-days";
       /** @enum {string} */
       instalmentFormula: "nominal-period" | "exact-periods";
       /** @enum {string} */
       dayCount: "actual/365" | "actual/actual" | "actual/360" | "30/360" | "actual/364";
       ratePercent: string;
       grace: {
        principalPeriods: number;
        interestPeriods: number;
        interestFreePeriods: number;
       };
       rounding: {
        /** @enum {string} */
        mode: "half-even" | "half-up" | "up" | "down";
        multipleMinor: number | null;
        /** @enum {string} */
        instalmentMode?: "half-even" | "half-up" | "up" | "down";
        /** @enum {string} */
        remainder: "last" | "first";
       };
       balloonPercent: string | null;
       downPaymentPercent: string | null;
       fees: {
        name: string;
        /** @enum {string} */
        nature: "price" | "late-charge" | "certified-signature" | "tax";
        /** @enum {string} */
        timing: "at-disbursement" | "each-instalment" | "on-day" | "overdue";
        days?: number;
        amount: {
         /** @constant */
         kind: "flat";
         amountMinor: number;
        } | {
         /** @constant */
         kind: "percent";
         percent: string;
        };
        taxPercent?: string;
       }[];
       lateCharge: {
        percentPerDay: string;
        graceDays: number;
        /** @enum {string} */
        base: "principal" | "principal-and-interest";
       } | null;
       allocation: {
        /** @constant */
        kind: "buckets";
        /** @enum {string} */
        direction: "horizontal" | "vertical";
        standard: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        byKind: {
         repayment?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "down-payment"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "goodwill-credit"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "merchant-refund"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "payout-refund"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
        };
       } | {
        /** @constant */
        kind: "instalments";
        due: ("penalty" | "fee" | "interest" | "principal")[];
        inAdvanceFirst: ("penalty" | "fee" | "interest" | "principal")[];
        inAdvance: ("penalty" | "fee" | "interest" | "principal")[];
       };
       chargebackOrder: ("penalty" | "fee" | "interest" | "principal")[] | null;
       recalculation: {
        /** @enum {string} */
        rest: "daily" | "due-date";
        /** @enum {string} */
        prepayment: "smaller-instalments" | "fewer-instalments" | "next-instalments";
        /** @enum {string} */
        settlement: "until-payment" | "until-due-date";
       } | null;
       arrearsGraceDays: number;
       delinquencyRanges: {
        name: string;
        fromDays: number;
        untilDays: number | null;
       }[];
      };
      proof: {
       fundingMinor: number;
       priceMinor: number;
       days: number;
       line: {
        /** Format: date */
        fromOn: string;
        /** @enum {string} */
        purpose: "consumer" | "business";
        size: ("micro" | "small-or-medium") | null;
        longestMonths: number | null;
        percentPerDay: string;
       } | null;
       mostMinor: number;
       mostOfLifeMinor: number;
       /** @enum {string} */
       verdict: "within" | "over-daily-cap" | "over-life-cap" | "no-rule-known" | "not-capped";
      };
      madeBy: string | null;
      /** Format: date-time */
      madeAt: string;
      releasedBy: string | null;
      releasedAt: string | null;
     };
    };
   };
  };
 };
 postCreditLoanProductsByIdVersionsByVersionRelease: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
    version: number;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      productId: string;
      /** Format: uuid */
      tenantId: string;
      name: string;
      version: number;
      /** @enum {string} */
      status: "draft" | "released" | "retired";
      terms: {
       /** @enum {string} */
       purpose: "consumer" | "business";
       businessSize: ("micro" | "small-or-medium") | null;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       amount: {
        leastMinor: number;
        mostMinor: number;
        stepMinor: number;
       };
       periods: {
        least: number;
        most: number;
       };
       dueDates: {
        /** @constant */
        kind: "every";
        every: number;
        /** @enum {string} */
        unit: "days" | "weeks" | "months";
       } | {
        /** @enum {string} */
        kind: "month-start" | "month-end";
       };
       holidays: {
        /** @enum {string} */
        rule: "keep" | "next-working-day" | "previous-working-day" | "next-unless-next-month";
        weekend: number[];
        days: string[];
       } | null;
       /** @enum {string} */
       method: "flat" | "flat-daily" | "declining" | "none";
       /** @enum {string} */
       amortisation: "equal-instalments" | "equal-principal" | "bullet" | "balloon";
       /** @enum {string} */
       interestPeriod: "equal-periods" | "by-days";
       /** @enum {string} */
       instalmentFormula: "nominal-period" | "exact-periods";
       /** @enum {string} */
       dayCount: "actual/365" | "actual/actual" | "actual/360" | "30/360" | "actual/364";
       ratePercent: string;
       grace: {
        principalPeriods: number;
        interestPeriods: number;
        interestFreePeriods: number;
       };
       rounding: {
        /** @enum {string} */
        mode: "half-even" | "half-up" | "up" | "down";
        multipleMinor: number | null;
        /** @enum {string} */
        instalmentMode?: "half-even" | "half-up" | "up" | "down";
        /** @enum {string} */
        remainder: "last" | "first";
       };
       balloonPercent: string | null;
       downPaymentPercent: string | null;
       fees: {
        name: string;
        /** @enum {string} */
        nature: "price" | "late-charge" | "certified-signature" | "tax";
        /** @enum {string} */
        timing: "at-disbursement" | "each-instalment" | "on-day" | "overdue";
        days?: number;
        amount: {
         /** @constant */
         kind: "flat";
         amountMinor: number;
        } | {
         /** @constant */
         kind: "percent";
         percent: string;
        };
        taxPercent?: string;
       }[];
       lateCharge: {
        percentPerDay: string;
        graceDays: number;
        /** @enum {string} */
        base: "principal" | "principal-and-interest";
       } | null;
       allocation: {
        /** @constant */
        kind: "buckets";
        /** @enum {string} */
        direction: "horizontal" | "vertical";
        standard: {
         order: {
          /** @enum {string} */
          when: "past-due" | "due" | "in-advance";
          /** @enum {string} */
          component: "penalty" | "fee" | "interest" | "principal";
         }[];
         /** @enum {string} */
         rest: "next-instalment" | "last-instalment" | "re-amortise";
        };
        byKind: {
         repayment?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "down-payment"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "goodwill-credit"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "merchant-refund"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
         "payout-refund"?: {
          order: {
           /** @enum {string} */
           when: "past-due" | "due" | "in-advance";
           /** @enum {string} */
           component: "penalty" | "fee" | "interest" | "principal";
          }[];
          /** @enum {string} */
          rest: "next-instalment" | "last-instalment" | "re-amortise";
         };
        };
       } | {
        /** @constant */
        kind: "instalments";
        due: ("penalty" | "fee" | "interest" | "principal")[];
        inAdvanceFirst: ("penalty" | "fee" | "interest" | "principal")[];
        inAdvance: ("penalty" | "fee" | "interest" | "principal")[];
       };
       chargebackOrder: ("penalty" | "fee" | "interest" | "principal")[] | null;
       recalculation: {
        /** @enum {string} */
        rest: "daily" | "due-date";
        /** @enum {string} */
        prepayment: "smaller-instalments" | "fewer-instalments" | "next-instalments";
        /** @enum {string} */
        settlement: "until-payment" | "until-due-date";
       } | null;
       arrearsGraceDays: number;
       delinquencyRanges: {
        name: string;
        fromDays: number;
        untilDays: number | null;
       }[];
      };
      proof: {
       fundingMinor: number;
       priceMinor: number;
       days: number;
       line: {
        /** Format: date */
        fromOn: string;
        /** @enum {string} */
        purpose: "consumer" | "business";
        size: ("micro" | "small-or-medium") | null;
        longestMonths: number | null;
        percentPerDay: string;
       } | null;
       mostMinor: number;
       mostOfLifeMinor: number;
       /** @enum {string} */
       verdict: "within" | "over-daily-cap" | "over-life-cap" | "no-rule-known" | "not-capped";
      };
      madeBy: string | null;
      /** Format: date-time */
      madeAt: string;
      releasedBy: string | null;
      releasedAt: string | null;
     };
    };
   };
  };
 };
 postCreditLoanProductsByIdRetire: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      productId: string;
      /** Format: uuid */
      tenantId: string;
      name: string;
      releasedVersion: number | null;
      latestVersion: number;
      /** @enum {string} */
      latestStatus: "draft" | "released" | "retired";
      /** @enum {string} */
      purpose: "consumer" | "business";
      /** Format: date-time */
      updatedAt: string;
     };
    };
   };
  };
 };
 getCreditLoans: {
  parameters: {
   query?: {
    status?: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
    productId?: string;
    borrowerId?: string;
    number?: string;
    leastDaysPastDue?: number;
    mostDaysPastDue?: number;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
       borrowerName: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditLoans: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "productId": "01980000-0000-7000-8000-000000000001",
     *       "productVersion": 1,
     *       "borrowerId": "01980000-0000-7000-8000-000000000002",
     *       "amountMinor": 3000000,
     *       "periods": 2
     *     }
     */
    "application/json": {
     /** Format: uuid */
     loanId?: string;
     /** Format: uuid */
     productId: string;
     productVersion: number;
     /** Format: uuid */
     borrowerId: string;
     amountMinor: number;
     periods: number;
     ratePercent?: string;
     /** Format: date */
     agreedOn?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      /** Format: uuid */
      tenantId: string;
      number: string;
      /** Format: uuid */
      borrowerId: string;
      /** Format: uuid */
      productId: string;
      productVersion: number;
      productName: string;
      /** @enum {string} */
      fundedBy: "funders" | "own-book";
      /** @enum {string} */
      purpose: "consumer" | "business";
      /** @enum {string} */
      status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
      version: number;
      amountMinor: number;
      netPayoutMinor: number;
      paidOutMinor: number;
      periods: number;
      /** Format: date */
      agreedOn: string;
      activatedOn: string | null;
      /** Format: date */
      endsOn: string;
      endedOn: string | null;
      open: {
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
      };
      openMinor: number;
      overpaidMinor: number;
      overdueMinor: number;
      daysPastDue: number;
      bucket: string | null;
      kol: string;
      nextDue: {
       /** Format: date */
       dueOn: string;
       openMinor: number;
      } | null;
      isChargedOff: boolean;
      isFraud: boolean;
      chargesFrozenUntil: string | null;
      closedUntil: string | null;
      /** Format: date-time */
      createdAt: string;
      /** @constant */
      isStreamBroken?: true;
     };
    };
   };
  };
 };
 getCreditLoansById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      /** Format: uuid */
      tenantId: string;
      number: string;
      /** Format: uuid */
      borrowerId: string;
      /** Format: uuid */
      productId: string;
      productVersion: number;
      productName: string;
      /** @enum {string} */
      fundedBy: "funders" | "own-book";
      /** @enum {string} */
      purpose: "consumer" | "business";
      /** @enum {string} */
      status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
      version: number;
      amountMinor: number;
      netPayoutMinor: number;
      paidOutMinor: number;
      periods: number;
      /** Format: date */
      agreedOn: string;
      activatedOn: string | null;
      /** Format: date */
      endsOn: string;
      endedOn: string | null;
      open: {
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
      };
      openMinor: number;
      overpaidMinor: number;
      overdueMinor: number;
      daysPastDue: number;
      bucket: string | null;
      kol: string;
      nextDue: {
       /** Format: date */
       dueOn: string;
       openMinor: number;
      } | null;
      isChargedOff: boolean;
      isFraud: boolean;
      chargesFrozenUntil: string | null;
      closedUntil: string | null;
      /** Format: date-time */
      createdAt: string;
      /** @constant */
      isStreamBroken?: true;
      borrowerName: string | null;
     };
    };
   };
  };
 };
 getCreditLoansByIdSchedule: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       number: number;
       /** @enum {string} */
       kind: "instalment" | "down-payment" | "additional" | "re-aged";
       /** Format: date */
       fromOn: string;
       /** Format: date */
       dueOn: string;
       due: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       paid: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       waived: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       writtenOff: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       isMet: boolean;
       metOn: string | null;
      }[];
      /** Format: date */
      asOf: string;
     };
    };
   };
  };
 };
 getCreditLoansByIdTransactions: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      }[];
     };
    };
   };
  };
 };
 getCreditLoansByIdPayoffQuote: {
  parameters: {
   query?: {
    onDate?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      /** Format: date */
      onDate: string;
      /** Format: date-time */
      validUntil: string;
      parts: {
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
      };
      totalMinor: number;
     };
    };
   };
  };
 };
 getCreditLoansByIdCharges: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       chargeId: string;
       name: string | null;
       /** @enum {string} */
       kind: "fee" | "penalty" | "late-charge";
       isTakenFromPayout: boolean;
       /** Format: date */
       dueOn: string;
       amountMinor: number;
       paidMinor: number;
       waivedMinor: number;
       openMinor: number;
      }[];
      /** Format: date */
      asOf: string;
     };
    };
   };
  };
 };
 getCreditMyLoansByIdCharges: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       chargeId: string;
       name: string | null;
       /** @enum {string} */
       kind: "fee" | "penalty" | "late-charge";
       isTakenFromPayout: boolean;
       /** Format: date */
       dueOn: string;
       amountMinor: number;
       paidMinor: number;
       waivedMinor: number;
       openMinor: number;
      }[];
      /** Format: date */
      asOf: string;
     };
    };
   };
  };
 };
 getCreditLoansByIdAgreement: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date */
      agreedOn: string;
      amountMinor: number;
      netPayoutMinor: number;
      totalMinor: number;
      interestMinor: number;
      annualRatePercent: number | null;
      proof: {
       fundingMinor: number;
       priceMinor: number;
       days: number;
       line: {
        /** Format: date */
        fromOn: string;
        /** @enum {string} */
        purpose: "consumer" | "business";
        size: ("micro" | "small-or-medium") | null;
        longestMonths: number | null;
        percentPerDay: string;
       } | null;
       mostMinor: number;
       mostOfLifeMinor: number;
       /** @enum {string} */
       verdict: "within" | "over-daily-cap" | "over-life-cap" | "no-rule-known" | "not-capped";
      };
     };
    };
   };
  };
 };
 getCreditLoansByIdTimeline: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       version: number;
       kind: string;
       /** Format: date */
       onDate: string;
       /** Format: date-time */
       recordedAt: string;
       byUserId: string | null;
       data: unknown;
      }[];
     };
    };
   };
  };
 };
 getCreditLoansByIdJournal: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       entryId: string;
       kind: string;
       /** Format: date */
       onDate: string;
       /** Format: date-time */
       recordedAt: string;
       transactionId: string | null;
       lines: {
        account: string;
        /** @enum {string} */
        side: "debit" | "credit";
        amountMinor: number;
       }[];
      }[];
      recognised: {
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
      };
      closedUntil: string | null;
     };
    };
   };
  };
 };
 getCreditLoansByIdFigures: {
  parameters: {
   query: {
    onDate: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date */
      onDate: string;
      open: {
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
      };
      openMinor: number;
      overdueMinor: number;
      daysPastDue: number;
      bucket: string | null;
      kol: string;
     };
    };
   };
  };
 };
 getCreditMyLoans: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditMyLoansById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      /** Format: uuid */
      tenantId: string;
      number: string;
      /** Format: uuid */
      borrowerId: string;
      /** Format: uuid */
      productId: string;
      productVersion: number;
      productName: string;
      /** @enum {string} */
      fundedBy: "funders" | "own-book";
      /** @enum {string} */
      purpose: "consumer" | "business";
      /** @enum {string} */
      status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
      version: number;
      amountMinor: number;
      netPayoutMinor: number;
      paidOutMinor: number;
      periods: number;
      /** Format: date */
      agreedOn: string;
      activatedOn: string | null;
      /** Format: date */
      endsOn: string;
      endedOn: string | null;
      open: {
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
      };
      openMinor: number;
      overpaidMinor: number;
      overdueMinor: number;
      daysPastDue: number;
      bucket: string | null;
      kol: string;
      nextDue: {
       /** Format: date */
       dueOn: string;
       openMinor: number;
      } | null;
      isChargedOff: boolean;
      isFraud: boolean;
      chargesFrozenUntil: string | null;
      closedUntil: string | null;
      /** Format: date-time */
      createdAt: string;
      /** @constant */
      isStreamBroken?: true;
     };
    };
   };
  };
 };
 getCreditMyLoansByIdSchedule: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       number: number;
       /** @enum {string} */
       kind: "instalment" | "down-payment" | "additional" | "re-aged";
       /** Format: date */
       fromOn: string;
       /** Format: date */
       dueOn: string;
       due: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       paid: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       waived: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       writtenOff: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       isMet: boolean;
       metOn: string | null;
      }[];
      /** Format: date */
      asOf: string;
     };
    };
   };
  };
 };
 getCreditMyLoansByIdTransactions: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      }[];
     };
    };
   };
  };
 };
 getCreditMyLoansByIdPayoffQuote: {
  parameters: {
   query?: {
    onDate?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      /** Format: date */
      onDate: string;
      /** Format: date-time */
      validUntil: string;
      parts: {
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
      };
      totalMinor: number;
     };
    };
   };
  };
 };
 postCreditLoansByIdDisbursements: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "paidOutOn": "2026-11-21",
     *       "amountMinor": 3000000
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     paidOutOn: string;
     amountMinor: number;
     expectedVersion?: number;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdCancel: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "reason": "Peminjam berubah pikiran"
     *     }
     */
    "application/json": {
     reason: string;
     expectedVersion?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      /** Format: uuid */
      tenantId: string;
      number: string;
      /** Format: uuid */
      borrowerId: string;
      /** Format: uuid */
      productId: string;
      productVersion: number;
      productName: string;
      /** @enum {string} */
      fundedBy: "funders" | "own-book";
      /** @enum {string} */
      purpose: "consumer" | "business";
      /** @enum {string} */
      status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
      version: number;
      amountMinor: number;
      netPayoutMinor: number;
      paidOutMinor: number;
      periods: number;
      /** Format: date */
      agreedOn: string;
      activatedOn: string | null;
      /** Format: date */
      endsOn: string;
      endedOn: string | null;
      open: {
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
      };
      openMinor: number;
      overpaidMinor: number;
      overdueMinor: number;
      daysPastDue: number;
      bucket: string | null;
      kol: string;
      nextDue: {
       /** Format: date */
       dueOn: string;
       openMinor: number;
      } | null;
      isChargedOff: boolean;
      isFraud: boolean;
      chargesFrozenUntil: string | null;
      closedUntil: string | null;
      /** Format: date-time */
      createdAt: string;
      /** @constant */
      isStreamBroken?: true;
     };
    };
   };
  };
 };
 postCreditLoansByIdTransactionsByTransactionIdReverse: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
    transactionId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "reason": "Salah pinjaman"
     *     }
     */
    "application/json": {
     reason: string;
     expectedVersion?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdRepayments: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "amountMinor": 500000,
     *       "reference": "BCA 2611-0042"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     amountMinor: number;
     reference?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdDownPayments: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "amountMinor": 500000
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     amountMinor: number;
     reference?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdMerchantRefunds: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "amountMinor": 200000
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     amountMinor: number;
     reference?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdPayoutRefunds: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "amountMinor": 200000
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     amountMinor: number;
     reference?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdRecoveries: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "amountMinor": 100000
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     amountMinor: number;
     reference?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdChargebacks: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "amountMinor": 100000,
     *       "paymentId": "01980000-0000-7000-8000-000000000003"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     amountMinor: number;
     reference?: string;
     /** Format: uuid */
     paymentId: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdGoodwillCredits: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "amountMinor": 50000
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     amountMinor: number;
     reference?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdCreditBalanceRefunds: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "amountMinor": 10000
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     amountMinor: number;
     reference?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdInterestWaivers: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "amountMinor": 20000
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     amountMinor: number;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdChargeWaivers: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "chargeId": "late-2026-11-20"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     chargeId: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdFees: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "name": "Biaya kunjungan",
     *       "amountMinor": 25000,
     *       "dueOn": "2026-12-01",
     *       "isPenalty": false
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     name: string;
     amountMinor: number;
     /** Format: date */
     dueOn: string;
     isPenalty: boolean;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdReschedules: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "changes": [
     *         {
     *           "kind": "extra-periods",
     *           "fromDueOn": "2026-12-20",
     *           "periods": 2
     *         }
     *       ]
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     changes: ({
      /** @constant */
      kind: "rate";
      /** Format: date */
      fromDueOn: string;
      annualRatePercent: string;
     } | {
      /** @enum {string} */
      kind: "extra-periods" | "principal-grace" | "interest-grace";
      /** Format: date */
      fromDueOn: string;
      periods: number;
     } | {
      /** @constant */
      kind: "due-date";
      /** Format: date */
      fromDueOn: string;
      /** Format: date */
      dueOn: string;
     })[];
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdReAges: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "startOn": "2026-12-20",
     *       "instalments": 3,
     *       "every": 1,
     *       "unit": "months"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     /** Format: date */
     startOn: string;
     instalments: number;
     every: number;
     /** @enum {string} */
     unit: "days" | "weeks" | "months";
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdReAmortisations: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdPaymentHolidays: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "fromDueOn": "2026-12-20",
     *       "periods": 1,
     *       "isInterestDue": true
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     /** Format: date */
     fromDueOn: string;
     periods: number;
     isInterestDue: boolean;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdChargeFreezes: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "fromOn": "2026-11-21",
     *       "untilOn": "2026-11-30"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     /** Format: date */
     fromOn: string;
     /** Format: date */
     untilOn: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdChargeOffs: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "isFraud": false
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
     isFraud: boolean;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdWriteOffs: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     transactionId?: string;
     /** Format: date */
     valueDate: string;
     note?: string;
     expectedVersion?: number;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      loan: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       tenantId: string;
       number: string;
       /** Format: uuid */
       borrowerId: string;
       /** Format: uuid */
       productId: string;
       productVersion: number;
       productName: string;
       /** @enum {string} */
       fundedBy: "funders" | "own-book";
       /** @enum {string} */
       purpose: "consumer" | "business";
       /** @enum {string} */
       status: "approved" | "active" | "overpaid" | "closed" | "written-off" | "cancelled";
       version: number;
       amountMinor: number;
       netPayoutMinor: number;
       paidOutMinor: number;
       periods: number;
       /** Format: date */
       agreedOn: string;
       activatedOn: string | null;
       /** Format: date */
       endsOn: string;
       endedOn: string | null;
       open: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       overpaidMinor: number;
       overdueMinor: number;
       daysPastDue: number;
       bucket: string | null;
       kol: string;
       nextDue: {
        /** Format: date */
        dueOn: string;
        openMinor: number;
       } | null;
       isChargedOff: boolean;
       isFraud: boolean;
       chargesFrozenUntil: string | null;
       closedUntil: string | null;
       /** Format: date-time */
       createdAt: string;
       /** @constant */
       isStreamBroken?: true;
      };
      transaction: {
       /** Format: uuid */
       transactionId: string;
       /** @enum {string} */
       kind: "disbursement" | "repayment" | "down-payment" | "goodwill-credit" | "merchant-refund" | "payout-refund" | "recovery" | "chargeback" | "credit-balance-refund" | "interest-waiver" | "charge-waiver" | "charge-off" | "write-off" | "re-amortisation" | "re-ageing" | "fee" | "reschedule" | "payment-holiday" | "charge-freeze";
       /** Format: date */
       valueDate: string;
       /** Format: date */
       enteredOn: string;
       amountMinor: number;
       parts: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       overpaidMinor: number;
       balanceMinor: number;
       isReversed: boolean;
       reference: string | null;
       note: string | null;
      };
     };
    };
   };
  };
 };
 postCreditLoansByIdPreview: {
  parameters: {
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "valueDate": "2026-11-21",
     *       "step": {
     *         "kind": "re-amortisation"
     *       }
     *     }
     */
    "application/json": {
     /** Format: date */
     valueDate: string;
     step: {
      /** @constant */
      kind: "repayment";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "down-payment";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "goodwill-credit";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "merchant-refund";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "payout-refund";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "recovery";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "chargeback";
      amountMinor: number;
      reference?: string;
      /** Format: uuid */
      paymentId: string;
      note?: string;
     } | {
      /** @constant */
      kind: "credit-balance-refund";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "interest-waiver";
      amountMinor: number;
      note?: string;
     } | {
      /** @constant */
      kind: "charge-waiver";
      chargeId: string;
      note?: string;
     } | {
      /** @constant */
      kind: "charge-off";
      isFraud: boolean;
      note?: string;
     } | {
      /** @constant */
      kind: "write-off";
      note?: string;
     } | {
      /** @constant */
      kind: "re-amortisation";
      note?: string;
     } | {
      /** @constant */
      kind: "re-ageing";
      /** Format: date */
      startOn: string;
      instalments: number;
      every: number;
      /** @enum {string} */
      unit: "days" | "weeks" | "months";
      note?: string;
     } | {
      /** @constant */
      kind: "fee";
      name: string;
      amountMinor: number;
      /** Format: date */
      dueOn: string;
      isPenalty: boolean;
      note?: string;
     } | {
      /** @constant */
      kind: "reschedule";
      changes: ({
       /** @constant */
       kind: "rate";
       /** Format: date */
       fromDueOn: string;
       annualRatePercent: string;
      } | {
       /** @enum {string} */
       kind: "extra-periods" | "principal-grace" | "interest-grace";
       /** Format: date */
       fromDueOn: string;
       periods: number;
      } | {
       /** @constant */
       kind: "due-date";
       /** Format: date */
       fromDueOn: string;
       /** Format: date */
       dueOn: string;
      })[];
      note?: string;
     } | {
      /** @constant */
      kind: "payment-holiday";
      /** Format: date */
      fromDueOn: string;
      periods: number;
      isInterestDue: boolean;
      note?: string;
     } | {
      /** @constant */
      kind: "charge-freeze";
      /** Format: date */
      fromOn: string;
      /** Format: date */
      untilOn: string;
      note?: string;
     };
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      before: {
       number: number;
       /** @enum {string} */
       kind: "instalment" | "down-payment" | "additional" | "re-aged";
       /** Format: date */
       fromOn: string;
       /** Format: date */
       dueOn: string;
       due: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       paid: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       waived: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       writtenOff: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       isMet: boolean;
       metOn: string | null;
      }[];
      after: {
       number: number;
       /** @enum {string} */
       kind: "instalment" | "down-payment" | "additional" | "re-aged";
       /** Format: date */
       fromOn: string;
       /** Format: date */
       dueOn: string;
       due: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       paid: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       waived: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       writtenOff: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       openMinor: number;
       isMet: boolean;
       metOn: string | null;
      }[];
      openBeforeMinor: number;
      openAfterMinor: number;
     };
    };
   };
  };
 };
 getCreditFunders: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       funderId: string;
       name: string;
       /** @enum {string} */
       kind: "person" | "institution";
       isSupervised: boolean;
       /** @enum {string} */
       residence: "resident" | "non-resident";
       treatyPercent: string | null;
       yearlyIncomeMinor: number | null;
       affiliateGroup: string | null;
       outstandingMinor: number;
       recallMinor: number;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditFunders: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Rina Kusuma",
     *       "kind": "person",
     *       "isSupervised": false,
     *       "residence": "resident"
     *     }
     */
    "application/json": {
     name: string;
     /** @enum {string} */
     kind: "person" | "institution";
     isSupervised: boolean;
     /** @enum {string} */
     residence: "resident" | "non-resident";
     treatyPercent?: string;
     yearlyIncomeMinor?: number;
     affiliateGroup?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      funderId: string;
      name: string;
      /** @enum {string} */
      kind: "person" | "institution";
      isSupervised: boolean;
      /** @enum {string} */
      residence: "resident" | "non-resident";
      treatyPercent: string | null;
      yearlyIncomeMinor: number | null;
      affiliateGroup: string | null;
      outstandingMinor: number;
      recallMinor: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getCreditFundersById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      funderId: string;
      name: string;
      /** @enum {string} */
      kind: "person" | "institution";
      isSupervised: boolean;
      /** @enum {string} */
      residence: "resident" | "non-resident";
      treatyPercent: string | null;
      yearlyIncomeMinor: number | null;
      affiliateGroup: string | null;
      outstandingMinor: number;
      recallMinor: number;
      /** Format: date-time */
      createdAt: string;
      escrowMinor: number;
      payoutAccount: {
       bankCode: string;
       accountNumberMasked: string;
       accountName: string;
      } | null;
      groupOutstandingMinor: number;
      shareLimitMinor: number | null;
      incomeLimitMinor: number | null;
     };
    };
   };
  };
 };
 getCreditFundersByIdAccount: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      bank: string;
      channelName: string;
      accountNumber: string;
      accountName: string;
     };
    };
   };
  };
 };
 getCreditFundersByIdPayments: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       distributionId: string;
       /** Format: uuid */
       loanId: string;
       /** Format: date */
       paidOn: string;
       principalMinor: number;
       interestMinor: number;
       taxMinor: number;
       taxArticle: string;
       netMinor: number;
       recalledMinor: number;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditFundersByIdLots: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       loanId: string;
       loanNumber: string | null;
       loanAmountMinor: number;
       amountMinor: number;
       returnedMinor: number;
       outstandingMinor: number;
       interestMinor: number;
       taxMinor: number;
       /** @enum {string} */
       status: "open" | "reserving" | "funded" | "paid_out" | "released";
       paidOutOn: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditFundersByIdMovements: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       entryId: string;
       /** @enum {string} */
       kind: "deposit" | "promised" | "released" | "passed-on" | "withdrawal" | "withdrawal-returned" | "other";
       changeMinor: number;
       balanceAfterMinor: number | null;
       reference: string;
       /** Format: date-time */
       at: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 putCreditFundersByIdPayoutAccount: {
  parameters: {
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "bankCode": "014",
     *       "accountNumber": "1234567890"
     *     }
     */
    "application/json": {
     bankCode: string;
     accountNumber: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      bankCode: string;
      accountNumberMasked: string;
      accountName: string;
     };
    };
   };
  };
 };
 getCreditFundersByIdWithdrawals: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       withdrawalId: string;
       /** Format: uuid */
       funderId: string;
       funderName: string;
       amountMinor: number;
       /** @enum {string} */
       status: "sending" | "sent" | "completed" | "refused" | "failed" | "reversed";
       bankCode: string;
       accountNumberMasked: string;
       accountName: string;
       failureCode: string | null;
       /** Format: date-time */
       createdAt: string;
       /** Format: date-time */
       updatedAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditFundersByIdWithdrawals: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "amountMinor": 500000
     *     }
     */
    "application/json": {
     amountMinor: number;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      withdrawalId: string;
      /** Format: uuid */
      funderId: string;
      funderName: string;
      amountMinor: number;
      /** @enum {string} */
      status: "sending" | "sent" | "completed" | "refused" | "failed" | "reversed";
      bankCode: string;
      accountNumberMasked: string;
      accountName: string;
      failureCode: string | null;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
     };
    };
   };
  };
 };
 getCreditFunderWithdrawals: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       withdrawalId: string;
       /** Format: uuid */
       funderId: string;
       funderName: string;
       amountMinor: number;
       /** @enum {string} */
       status: "sending" | "sent" | "completed" | "refused" | "failed" | "reversed";
       bankCode: string;
       accountNumberMasked: string;
       accountName: string;
       failureCode: string | null;
       /** Format: date-time */
       createdAt: string;
       /** Format: date-time */
       updatedAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditFunds: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      fundsMinor: number;
      taxMinor: number;
      account: {
       bank: string;
       channelName: string;
       accountNumber: string;
       accountName: string;
      };
     };
    };
   };
  };
 };
 getCreditLoansByIdFunding: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      /** @enum {string} */
      fundedBy: "funders" | "own-book";
      amountMinor: number;
      /** @enum {string} */
      status: "open" | "reserving" | "funded" | "paid_out" | "released";
      receivedMinor: number;
      distributedMinor: number;
      waitingMinor: number;
      lots: {
       /** Format: uuid */
       funderId: string;
       name: string;
       amountMinor: number;
       returnedMinor: number;
       interestMinor: number;
       taxMinor: number;
      }[];
     };
    };
   };
  };
 };
 postCreditLoansByIdFunding: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "lots": [
     *         {
     *           "funderId": "0190aaaa-bbbb-7ccc-8ddd-000000000001",
     *           "amountMinor": 3000000
     *         }
     *       ]
     *     }
     */
    "application/json": {
     lots: {
      /** Format: uuid */
      funderId: string;
      amountMinor: number;
     }[];
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      /** @enum {string} */
      fundedBy: "funders" | "own-book";
      amountMinor: number;
      /** @enum {string} */
      status: "open" | "reserving" | "funded" | "paid_out" | "released";
      receivedMinor: number;
      distributedMinor: number;
      waitingMinor: number;
      lots: {
       /** Format: uuid */
       funderId: string;
       name: string;
       amountMinor: number;
       returnedMinor: number;
       interestMinor: number;
       taxMinor: number;
      }[];
     };
    };
   };
  };
 };
 getCreditDisbursements: {
  parameters: {
   query?: {
    status?: "sending" | "sent" | "paid" | "active" | "refused" | "failed" | "reversed";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       borrowerId: string;
       tranche: number;
       /** @enum {string} */
       status: "sending" | "sent" | "paid" | "active" | "refused" | "failed" | "reversed";
       amountMinor: number;
       netMinor: number;
       bankCode: string;
       accountNumberMasked: string;
       accountName: string;
       attempt: number;
       /** Format: uuid */
       payoutId: string;
       failureCode: string | null;
       paidOn: string | null;
       /** Format: date-time */
       createdAt: string;
       /** Format: date-time */
       updatedAt: string;
       loanNumber: string | null;
       borrowerName: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditLoansByIdPayout: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      /** Format: uuid */
      borrowerId: string;
      tranche: number;
      /** @enum {string} */
      status: "sending" | "sent" | "paid" | "active" | "refused" | "failed" | "reversed";
      amountMinor: number;
      netMinor: number;
      bankCode: string;
      accountNumberMasked: string;
      accountName: string;
      attempt: number;
      /** Format: uuid */
      payoutId: string;
      failureCode: string | null;
      paidOn: string | null;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
     };
    };
   };
  };
 };
 postCreditLoansByIdPayout: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "bankCode": "014",
     *       "accountNumber": "1234567890"
     *     }
     */
    "application/json": {
     bankCode: string;
     accountNumber: string;
     tranche?: number;
     amountMinor?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      /** Format: uuid */
      borrowerId: string;
      tranche: number;
      /** @enum {string} */
      status: "sending" | "sent" | "paid" | "active" | "refused" | "failed" | "reversed";
      amountMinor: number;
      netMinor: number;
      bankCode: string;
      accountNumberMasked: string;
      accountName: string;
      attempt: number;
      /** Format: uuid */
      payoutId: string;
      failureCode: string | null;
      paidOn: string | null;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
     };
    };
   };
  };
 };
 getCreditLoansByIdPayouts: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       borrowerId: string;
       tranche: number;
       /** @enum {string} */
       status: "sending" | "sent" | "paid" | "active" | "refused" | "failed" | "reversed";
       amountMinor: number;
       netMinor: number;
       bankCode: string;
       accountNumberMasked: string;
       accountName: string;
       attempt: number;
       /** Format: uuid */
       payoutId: string;
       failureCode: string | null;
       paidOn: string | null;
       /** Format: date-time */
       createdAt: string;
       /** Format: date-time */
       updatedAt: string;
      }[];
     };
    };
   };
  };
 };
 postCreditLoansByIdPayoutRetry: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody?: {
   content: {
    /** @example {} */
    "application/json": {
     tranche?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      /** Format: uuid */
      borrowerId: string;
      tranche: number;
      /** @enum {string} */
      status: "sending" | "sent" | "paid" | "active" | "refused" | "failed" | "reversed";
      amountMinor: number;
      netMinor: number;
      bankCode: string;
      accountNumberMasked: string;
      accountName: string;
      attempt: number;
      /** Format: uuid */
      payoutId: string;
      failureCode: string | null;
      paidOn: string | null;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
     };
    };
   };
  };
 };
 getCreditLoansByIdRepaymentAccount: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      bank: string;
      channelName: string;
      accountNumber: string;
      accountName: string;
     };
    };
   };
  };
 };
 getCreditLoansByIdReceipts: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       receiptId: string;
       /** Format: uuid */
       loanId: string;
       amountMinor: number;
       /** Format: date-time */
       paidAt: string;
       /** Format: date-time */
       receivedAt: string;
       /** Format: date */
       valueDate: string;
       /** @enum {string} */
       status: "arrived" | "recorded" | "unmatched" | "resolved";
       refusalCode: string | null;
       recordedOnLoan: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditLoansByIdOverpaymentRefunds: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       refundId: string;
       /** Format: uuid */
       loanId: string;
       amountMinor: number;
       /** @enum {string} */
       status: "sending" | "sent" | "completed" | "failed";
       bankCode: string;
       accountNumberMasked: string;
       failureCode: string | null;
       /** Format: date-time */
       createdAt: string;
       loanNumber: string | null;
       borrowerId: string | null;
       borrowerName: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditLoansByIdOverpaymentRefunds: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "bankCode": "014",
     *       "accountNumber": "1234567890"
     *     }
     */
    "application/json": {
     bankCode: string;
     accountNumber: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      refundId: string;
      /** Format: uuid */
      loanId: string;
      amountMinor: number;
      /** @enum {string} */
      status: "sending" | "sent" | "completed" | "failed";
      bankCode: string;
      accountNumberMasked: string;
      failureCode: string | null;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getCreditOverpaymentRefunds: {
  parameters: {
   query?: {
    status?: "sending" | "sent" | "completed" | "failed";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       refundId: string;
       /** Format: uuid */
       loanId: string;
       amountMinor: number;
       /** @enum {string} */
       status: "sending" | "sent" | "completed" | "failed";
       bankCode: string;
       accountNumberMasked: string;
       failureCode: string | null;
       /** Format: date-time */
       createdAt: string;
       loanNumber: string | null;
       borrowerId: string | null;
       borrowerName: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditLoansByIdPaymentClaims: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       claimId: string;
       /** Format: uuid */
       loanId: string;
       amountMinor: number;
       /** Format: date */
       paidOn: string;
       note: string;
       /** @enum {string} */
       status: "open" | "accepted" | "rejected";
       frozenUntil: string | null;
       decidedAt: string | null;
       decisionNote: string | null;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditLoansByIdPaymentClaims: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "amountMinor": 350000,
     *       "paidOn": "2026-11-20",
     *       "note": "Transfer lewat ATM"
     *     }
     */
    "application/json": {
     amountMinor: number;
     /** Format: date */
     paidOn: string;
     note: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      claimId: string;
      /** Format: uuid */
      loanId: string;
      amountMinor: number;
      /** Format: date */
      paidOn: string;
      note: string;
      /** @enum {string} */
      status: "open" | "accepted" | "rejected";
      frozenUntil: string | null;
      decidedAt: string | null;
      decisionNote: string | null;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getCreditPaymentClaims: {
  parameters: {
   query?: {
    status?: "open" | "accepted" | "rejected";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       claimId: string;
       /** Format: uuid */
       loanId: string;
       amountMinor: number;
       /** Format: date */
       paidOn: string;
       note: string;
       /** @enum {string} */
       status: "open" | "accepted" | "rejected";
       frozenUntil: string | null;
       decidedAt: string | null;
       decisionNote: string | null;
       /** Format: date-time */
       createdAt: string;
       loanNumber: string | null;
       borrowerId: string | null;
       borrowerName: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditPaymentClaimsByIdDecision: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "isAccepted": false,
     *       "note": "Bank tidak mencatat transfer ini"
     *     }
     */
    "application/json": {
     isAccepted: boolean;
     note: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      claimId: string;
      /** Format: uuid */
      loanId: string;
      amountMinor: number;
      /** Format: date */
      paidOn: string;
      note: string;
      /** @enum {string} */
      status: "open" | "accepted" | "rejected";
      frozenUntil: string | null;
      decidedAt: string | null;
      decisionNote: string | null;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getCreditUnmatchedMoney: {
  parameters: {
   query?: {
    status?: "open" | "proposed" | "resolving" | "resolved";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       unmatchedId: string;
       /** Format: uuid */
       loanId: string;
       amountMinor: number;
       /** Format: date-time */
       paidAt: string;
       reasonCode: string;
       /** @enum {string} */
       status: "open" | "proposed" | "resolving" | "resolved";
       action: ("apply" | "refund" | "keep") | null;
       targetLoanId: string | null;
       bankCode: string | null;
       accountNumberMasked: string | null;
       note: string | null;
       proposedBy: string | null;
       resolvedBy: string | null;
       /** Format: date-time */
       createdAt: string;
       loanNumber: string | null;
       borrowerId: string | null;
       borrowerName: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditUnmatchedMoneyByIdResolve: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "action": "keep",
     *       "note": "Pengirim tidak diketahui"
     *     }
     */
    "application/json": {
     /** @enum {string} */
     action: "apply" | "refund" | "keep";
     /** Format: uuid */
     targetLoanId?: string;
     destination?: {
      bankCode: string;
      accountNumber: string;
      accountName: string;
     };
     note: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      unmatchedId: string;
      /** Format: uuid */
      loanId: string;
      amountMinor: number;
      /** Format: date-time */
      paidAt: string;
      reasonCode: string;
      /** @enum {string} */
      status: "open" | "proposed" | "resolving" | "resolved";
      action: ("apply" | "refund" | "keep") | null;
      targetLoanId: string | null;
      bankCode: string | null;
      accountNumberMasked: string | null;
      note: string | null;
      proposedBy: string | null;
      resolvedBy: string | null;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getCreditUnidentifiedMoney: {
  parameters: {
   query?: {
    status?: "open" | "proposed" | "resolving" | "credited" | "set_aside";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       entryId: string;
       /** Format: date-time */
       at: string;
       amountMinor: number;
       remark: string;
       /** @enum {string} */
       status: "open" | "proposed" | "resolving" | "credited" | "set_aside";
       action: ("credit" | "set-aside") | null;
       loanId: string | null;
       note: string | null;
       proposedBy: string | null;
       resolvedBy: string | null;
       /** Format: date-time */
       createdAt: string;
       loanNumber: string | null;
       borrowerId: string | null;
       borrowerName: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditUnidentifiedMoneyLoans: {
  parameters: {
   query: {
    number: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       loanId: string;
       loanNumber: string;
       institutionName: string;
       borrowerName: string | null;
      }[];
     };
    };
   };
  };
 };
 postCreditUnidentifiedMoneyByEntryIdResolve: {
  parameters: {
   header: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key": string;
   };
   path: {
    entryId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "action": "set-aside",
     *       "note": "Bunga rekening"
     *     }
     */
    "application/json": {
     /** @enum {string} */
     action: "credit" | "set-aside";
     /** Format: uuid */
     loanId?: string;
     note: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      entryId: string;
      /** Format: date-time */
      at: string;
      amountMinor: number;
      remark: string;
      /** @enum {string} */
      status: "open" | "proposed" | "resolving" | "credited" | "set_aside";
      action: ("credit" | "set-aside") | null;
      loanId: string | null;
      note: string | null;
      proposedBy: string | null;
      resolvedBy: string | null;
      /** Format: date-time */
      createdAt: string;
      loanNumber: string | null;
      borrowerId: string | null;
      borrowerName: string | null;
     };
    };
   };
  };
 };
 getCreditReconciliations: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: date */
       day: string;
       lines: number;
       matched: number;
       matchedMinor: number;
       problems: {
        /** @enum {string} */
        kind: "missing-here" | "missing-at-bank";
        /** Format: uuid */
        loanId: string;
        amountMinor: number;
        /** Format: date-time */
        at: string;
        reference: string;
       }[];
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditReconciliations: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "day": "2026-11-20"
     *     }
     */
    "application/json": {
     /** Format: date */
     day: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date */
      day: string;
      lines: number;
      matched: number;
      matchedMinor: number;
      problems: {
       /** @enum {string} */
       kind: "missing-here" | "missing-at-bank";
       /** Format: uuid */
       loanId: string;
       amountMinor: number;
       /** Format: date-time */
       at: string;
       reference: string;
      }[];
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getCreditReconciliationsByDay: {
  parameters: {
   path: {
    day: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date */
      day: string;
      lines: number;
      matched: number;
      matchedMinor: number;
      problems: {
       /** @enum {string} */
       kind: "missing-here" | "missing-at-bank";
       /** Format: uuid */
       loanId: string;
       amountMinor: number;
       /** Format: date-time */
       at: string;
       reference: string;
      }[];
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getCreditBusinessDay: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date */
      businessDate: string;
      /** Format: date */
      today: string;
      daysBehind: number;
      isAutomatic: boolean;
      lastRun: {
       /** Format: uuid */
       runId: string;
       /** Format: date */
       businessDate: string;
       /** @enum {string} */
       status: "closing" | "reporting" | "done";
       startedBy: string | null;
       /** Format: date-time */
       startedAt: string;
       closedAt: string | null;
       finishedAt: string | null;
       loans: {
        total: number;
        closed: number;
        replayed: number;
        setAside: number;
       };
       parts: {
        total: number;
        done: number;
        running: number;
        failing: number;
       };
       progress: number;
       accrued: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       lastError: string | null;
      } | null;
     };
    };
   };
  };
 };
 getCreditCloseOfBusiness: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       runId: string;
       /** Format: date */
       businessDate: string;
       /** @enum {string} */
       status: "closing" | "reporting" | "done";
       startedBy: string | null;
       /** Format: date-time */
       startedAt: string;
       closedAt: string | null;
       finishedAt: string | null;
       loans: {
        total: number;
        closed: number;
        replayed: number;
        setAside: number;
       };
       parts: {
        total: number;
        done: number;
        running: number;
        failing: number;
       };
       progress: number;
       accrued: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       lastError: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditCloseOfBusiness: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody?: {
   content: {
    /** @example {} */
    "application/json": {
     /** Format: date */
     businessDate?: string;
    };
   };
  };
  responses: {
   202: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      runId: string;
      /** Format: date */
      businessDate: string;
      /** @enum {string} */
      status: "closing" | "reporting" | "done";
      startedBy: string | null;
      /** Format: date-time */
      startedAt: string;
      closedAt: string | null;
      finishedAt: string | null;
      loans: {
       total: number;
       closed: number;
       replayed: number;
       setAside: number;
      };
      parts: {
       total: number;
       done: number;
       running: number;
       failing: number;
      };
      progress: number;
      accrued: {
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
      };
      lastError: string | null;
     };
    };
   };
  };
 };
 getCreditCloseOfBusinessById: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      runId: string;
      /** Format: date */
      businessDate: string;
      /** @enum {string} */
      status: "closing" | "reporting" | "done";
      startedBy: string | null;
      /** Format: date-time */
      startedAt: string;
      closedAt: string | null;
      finishedAt: string | null;
      loans: {
       total: number;
       closed: number;
       replayed: number;
       setAside: number;
      };
      parts: {
       total: number;
       done: number;
       running: number;
       failing: number;
      };
      progress: number;
      accrued: {
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
      };
      lastError: string | null;
     };
    };
   };
  };
 };
 getCreditCloseOfBusinessSetAsideLoans: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
    runId?: string;
    isOpen?: boolean;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       loanId: string;
       /** Format: date */
       businessDate: string;
       /** Format: uuid */
       runId: string;
       code: string;
       attempts: number;
       /** Format: date-time */
       firstAt: string;
       /** Format: date-time */
       lastAt: string;
       resolvedAt: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditCloseOfBusinessByIdRetry: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      tried: number;
      closed: number;
     };
    };
   };
  };
 };
 putCreditBusinessDayAutomatic: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "isAutomatic": true
     *     }
     */
    "application/json": {
     isAutomatic: boolean;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date */
      businessDate: string;
      /** Format: date */
      today: string;
      daysBehind: number;
      isAutomatic: boolean;
      lastRun: {
       /** Format: uuid */
       runId: string;
       /** Format: date */
       businessDate: string;
       /** @enum {string} */
       status: "closing" | "reporting" | "done";
       startedBy: string | null;
       /** Format: date-time */
       startedAt: string;
       closedAt: string | null;
       finishedAt: string | null;
       loans: {
        total: number;
        closed: number;
        replayed: number;
        setAside: number;
       };
       parts: {
        total: number;
        done: number;
        running: number;
        failing: number;
       };
       progress: number;
       accrued: {
        principalMinor: number;
        interestMinor: number;
        feeMinor: number;
        penaltyMinor: number;
       };
       lastError: string | null;
      } | null;
     };
    };
   };
  };
 };
 getCreditCollections: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
    bucket?: "1-7" | "8-30" | "31-60" | "61-90" | "90+";
    isMine?: boolean;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       loanId: string;
       loanNumber: string;
       /** Format: uuid */
       borrowerId: string;
       borrowerName: string | null;
       /** Format: date */
       lateSince: string;
       daysPastDue: number;
       bucket: ("1-7" | "8-30" | "31-60" | "61-90" | "90+") | null;
       range: string | null;
       overdueMinor: number;
       openMinor: number;
       isOpen: boolean;
       isWrittenOff: boolean;
       assignedTo: string | null;
       lastContactAt: string | null;
       isPaused: boolean;
       promise: {
        amountMinor: number;
        /** Format: date */
        promisedOn: string;
        paidMinor: number;
       } | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditCollectionsBuckets: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date */
      businessDate: string;
      buckets: {
       /** @enum {string} */
       bucket: "1-7" | "8-30" | "31-60" | "61-90" | "90+";
       loans: number;
       overdueMinor: number;
       openMinor: number;
      }[];
     };
    };
   };
  };
 };
 getCreditCollectionsByLoanId: {
  parameters: {
   path: {
    loanId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      case: {
       /** Format: uuid */
       loanId: string;
       loanNumber: string;
       /** Format: uuid */
       borrowerId: string;
       borrowerName: string | null;
       /** Format: date */
       lateSince: string;
       daysPastDue: number;
       bucket: ("1-7" | "8-30" | "31-60" | "61-90" | "90+") | null;
       range: string | null;
       overdueMinor: number;
       openMinor: number;
       isOpen: boolean;
       isWrittenOff: boolean;
       assignedTo: string | null;
       lastContactAt: string | null;
       isPaused: boolean;
       promise: {
        amountMinor: number;
        /** Format: date */
        promisedOn: string;
        paidMinor: number;
       } | null;
      };
      contacts: {
       /** Format: uuid */
       contactId: string;
       /** Format: uuid */
       loanId: string;
       /** Format: date-time */
       at: string;
       /** @enum {string} */
       channel: "message" | "email" | "phone" | "visit";
       step: string | null;
       outcome: string | null;
       note: string | null;
       byUserId: string | null;
      }[];
      promises: {
       /** Format: uuid */
       promiseId: string;
       /** Format: uuid */
       loanId: string;
       amountMinor: number;
       /** Format: date */
       madeOn: string;
       /** Format: date */
       promisedOn: string;
       paidMinor: number;
       /** @enum {string} */
       status: "open" | "kept" | "broken";
       byUserId: string | null;
      }[];
      hardships: {
       /** Format: uuid */
       hardshipId: string;
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       borrowerId: string;
       borrowerName: string | null;
       reason: string;
       step: {
        /** @constant */
        kind: "repayment";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "down-payment";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "goodwill-credit";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "merchant-refund";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "payout-refund";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "recovery";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "chargeback";
        amountMinor: number;
        reference?: string;
        /** Format: uuid */
        paymentId: string;
        note?: string;
       } | {
        /** @constant */
        kind: "credit-balance-refund";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "interest-waiver";
        amountMinor: number;
        note?: string;
       } | {
        /** @constant */
        kind: "charge-waiver";
        chargeId: string;
        note?: string;
       } | {
        /** @constant */
        kind: "charge-off";
        isFraud: boolean;
        note?: string;
       } | {
        /** @constant */
        kind: "write-off";
        note?: string;
       } | {
        /** @constant */
        kind: "re-amortisation";
        note?: string;
       } | {
        /** @constant */
        kind: "re-ageing";
        /** Format: date */
        startOn: string;
        instalments: number;
        every: number;
        /** @enum {string} */
        unit: "days" | "weeks" | "months";
        note?: string;
       } | {
        /** @constant */
        kind: "fee";
        name: string;
        amountMinor: number;
        /** Format: date */
        dueOn: string;
        isPenalty: boolean;
        note?: string;
       } | {
        /** @constant */
        kind: "reschedule";
        changes: ({
         /** @constant */
         kind: "rate";
         /** Format: date */
         fromDueOn: string;
         annualRatePercent: string;
        } | {
         /** @enum {string} */
         kind: "extra-periods" | "principal-grace" | "interest-grace";
         /** Format: date */
         fromDueOn: string;
         periods: number;
        } | {
         /** @constant */
         kind: "due-date";
         /** Format: date */
         fromDueOn: string;
         /** Format: date */
         dueOn: string;
        })[];
        note?: string;
       } | {
        /** @constant */
        kind: "payment-holiday";
        /** Format: date */
        fromDueOn: string;
        periods: number;
        isInterestDue: boolean;
        note?: string;
       } | {
        /** @constant */
        kind: "charge-freeze";
        /** Format: date */
        fromOn: string;
        /** Format: date */
        untilOn: string;
        note?: string;
       };
       /** Format: date */
       valueDate: string;
       preview: {
        before: {
         number: number;
         /** @enum {string} */
         kind: "instalment" | "down-payment" | "additional" | "re-aged";
         /** Format: date */
         fromOn: string;
         /** Format: date */
         dueOn: string;
         due: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         paid: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         waived: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         writtenOff: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         openMinor: number;
         isMet: boolean;
         metOn: string | null;
        }[];
        after: {
         number: number;
         /** @enum {string} */
         kind: "instalment" | "down-payment" | "additional" | "re-aged";
         /** Format: date */
         fromOn: string;
         /** Format: date */
         dueOn: string;
         due: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         paid: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         waived: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         writtenOff: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         openMinor: number;
         isMet: boolean;
         metOn: string | null;
        }[];
        openBeforeMinor: number;
        openAfterMinor: number;
       };
       /** @enum {string} */
       status: "asked" | "granted" | "declined" | "withdrawn";
       /** Format: date-time */
       askedAt: string;
       askedBy: string | null;
       decidedAt: string | null;
       decidedBy: string | null;
       decisionNote: string | null;
      }[];
     };
    };
   };
  };
 };
 putCreditCollectionsByLoanIdAssignee: {
  parameters: {
   path: {
    loanId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "userId": null
     *     }
     */
    "application/json": {
     userId: string | null;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      loanId: string;
      loanNumber: string;
      /** Format: uuid */
      borrowerId: string;
      borrowerName: string | null;
      /** Format: date */
      lateSince: string;
      daysPastDue: number;
      bucket: ("1-7" | "8-30" | "31-60" | "61-90" | "90+") | null;
      range: string | null;
      overdueMinor: number;
      openMinor: number;
      isOpen: boolean;
      isWrittenOff: boolean;
      assignedTo: string | null;
      lastContactAt: string | null;
      isPaused: boolean;
      promise: {
       amountMinor: number;
       /** Format: date */
       promisedOn: string;
       paidMinor: number;
      } | null;
     };
    };
   };
  };
 };
 postCreditCollectionsByLoanIdContactCheck: {
  parameters: {
   path: {
    loanId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "channel": "phone",
     *       "recipient": "borrower"
     *     }
     */
    "application/json": {
     /** @enum {string} */
     channel: "message" | "email" | "phone" | "visit";
     /** @enum {string} */
     recipient: "borrower" | "emergency-contact" | "other";
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      isAllowed: boolean;
      code: string | null;
      earliestAt: string | null;
     };
    };
   };
  };
 };
 postCreditCollectionsByLoanIdContacts: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    loanId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "channel": "phone",
     *       "recipient": "borrower",
     *       "outcome": "reached",
     *       "note": "Berjanji membayar Jumat"
     *     }
     */
    "application/json": {
     /** @enum {string} */
     channel: "message" | "email" | "phone" | "visit";
     /** @enum {string} */
     recipient: "borrower" | "emergency-contact" | "other";
     /** @enum {string} */
     outcome: "reached" | "not-reached" | "promised" | "refused-to-pay" | "wrong-number";
     note?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      contactId: string;
      /** Format: uuid */
      loanId: string;
      /** Format: date-time */
      at: string;
      /** @enum {string} */
      channel: "message" | "email" | "phone" | "visit";
      step: string | null;
      outcome: string | null;
      note: string | null;
      byUserId: string | null;
     };
    };
   };
  };
 };
 postCreditCollectionsByLoanIdPromises: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    loanId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "amountMinor": 350000,
     *       "promisedOn": "2026-11-27"
     *     }
     */
    "application/json": {
     amountMinor: number;
     /** Format: date */
     promisedOn: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      promiseId: string;
      /** Format: uuid */
      loanId: string;
      amountMinor: number;
      /** Format: date */
      madeOn: string;
      /** Format: date */
      promisedOn: string;
      paidMinor: number;
      /** @enum {string} */
      status: "open" | "kept" | "broken";
      byUserId: string | null;
     };
    };
   };
  };
 };
 postCreditCollectionsByLoanIdHardships: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    loanId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "reason": "Panen mundur dua bulan",
     *       "step": {
     *         "kind": "payment-holiday",
     *         "fromDueOn": "2026-12-01",
     *         "periods": 2,
     *         "isInterestDue": true
     *       }
     *     }
     */
    "application/json": {
     reason: string;
     step: {
      /** @constant */
      kind: "repayment";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "down-payment";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "goodwill-credit";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "merchant-refund";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "payout-refund";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "recovery";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "chargeback";
      amountMinor: number;
      reference?: string;
      /** Format: uuid */
      paymentId: string;
      note?: string;
     } | {
      /** @constant */
      kind: "credit-balance-refund";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "interest-waiver";
      amountMinor: number;
      note?: string;
     } | {
      /** @constant */
      kind: "charge-waiver";
      chargeId: string;
      note?: string;
     } | {
      /** @constant */
      kind: "charge-off";
      isFraud: boolean;
      note?: string;
     } | {
      /** @constant */
      kind: "write-off";
      note?: string;
     } | {
      /** @constant */
      kind: "re-amortisation";
      note?: string;
     } | {
      /** @constant */
      kind: "re-ageing";
      /** Format: date */
      startOn: string;
      instalments: number;
      every: number;
      /** @enum {string} */
      unit: "days" | "weeks" | "months";
      note?: string;
     } | {
      /** @constant */
      kind: "fee";
      name: string;
      amountMinor: number;
      /** Format: date */
      dueOn: string;
      isPenalty: boolean;
      note?: string;
     } | {
      /** @constant */
      kind: "reschedule";
      changes: ({
       /** @constant */
       kind: "rate";
       /** Format: date */
       fromDueOn: string;
       annualRatePercent: string;
      } | {
       /** @enum {string} */
       kind: "extra-periods" | "principal-grace" | "interest-grace";
       /** Format: date */
       fromDueOn: string;
       periods: number;
      } | {
       /** @constant */
       kind: "due-date";
       /** Format: date */
       fromDueOn: string;
       /** Format: date */
       dueOn: string;
      })[];
      note?: string;
     } | {
      /** @constant */
      kind: "payment-holiday";
      /** Format: date */
      fromDueOn: string;
      periods: number;
      isInterestDue: boolean;
      note?: string;
     } | {
      /** @constant */
      kind: "charge-freeze";
      /** Format: date */
      fromOn: string;
      /** Format: date */
      untilOn: string;
      note?: string;
     };
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      hardshipId: string;
      /** Format: uuid */
      loanId: string;
      /** Format: uuid */
      borrowerId: string;
      borrowerName: string | null;
      reason: string;
      step: {
       /** @constant */
       kind: "repayment";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "down-payment";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "goodwill-credit";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "merchant-refund";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "payout-refund";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "recovery";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "chargeback";
       amountMinor: number;
       reference?: string;
       /** Format: uuid */
       paymentId: string;
       note?: string;
      } | {
       /** @constant */
       kind: "credit-balance-refund";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "interest-waiver";
       amountMinor: number;
       note?: string;
      } | {
       /** @constant */
       kind: "charge-waiver";
       chargeId: string;
       note?: string;
      } | {
       /** @constant */
       kind: "charge-off";
       isFraud: boolean;
       note?: string;
      } | {
       /** @constant */
       kind: "write-off";
       note?: string;
      } | {
       /** @constant */
       kind: "re-amortisation";
       note?: string;
      } | {
       /** @constant */
       kind: "re-ageing";
       /** Format: date */
       startOn: string;
       instalments: number;
       every: number;
       /** @enum {string} */
       unit: "days" | "weeks" | "months";
       note?: string;
      } | {
       /** @constant */
       kind: "fee";
       name: string;
       amountMinor: number;
       /** Format: date */
       dueOn: string;
       isPenalty: boolean;
       note?: string;
      } | {
       /** @constant */
       kind: "reschedule";
       changes: ({
        /** @constant */
        kind: "rate";
        /** Format: date */
        fromDueOn: string;
        annualRatePercent: string;
       } | {
        /** @enum {string} */
        kind: "extra-periods" | "principal-grace" | "interest-grace";
        /** Format: date */
        fromDueOn: string;
        periods: number;
       } | {
        /** @constant */
        kind: "due-date";
        /** Format: date */
        fromDueOn: string;
        /** Format: date */
        dueOn: string;
       })[];
       note?: string;
      } | {
       /** @constant */
       kind: "payment-holiday";
       /** Format: date */
       fromDueOn: string;
       periods: number;
       isInterestDue: boolean;
       note?: string;
      } | {
       /** @constant */
       kind: "charge-freeze";
       /** Format: date */
       fromOn: string;
       /** Format: date */
       untilOn: string;
       note?: string;
      };
      /** Format: date */
      valueDate: string;
      preview: {
       before: {
        number: number;
        /** @enum {string} */
        kind: "instalment" | "down-payment" | "additional" | "re-aged";
        /** Format: date */
        fromOn: string;
        /** Format: date */
        dueOn: string;
        due: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        paid: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        waived: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        writtenOff: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        openMinor: number;
        isMet: boolean;
        metOn: string | null;
       }[];
       after: {
        number: number;
        /** @enum {string} */
        kind: "instalment" | "down-payment" | "additional" | "re-aged";
        /** Format: date */
        fromOn: string;
        /** Format: date */
        dueOn: string;
        due: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        paid: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        waived: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        writtenOff: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        openMinor: number;
        isMet: boolean;
        metOn: string | null;
       }[];
       openBeforeMinor: number;
       openAfterMinor: number;
      };
      /** @enum {string} */
      status: "asked" | "granted" | "declined" | "withdrawn";
      /** Format: date-time */
      askedAt: string;
      askedBy: string | null;
      decidedAt: string | null;
      decidedBy: string | null;
      decisionNote: string | null;
     };
    };
   };
  };
 };
 getCreditHardships: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
    status?: "asked" | "granted" | "declined" | "withdrawn";
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       hardshipId: string;
       /** Format: uuid */
       loanId: string;
       /** Format: uuid */
       borrowerId: string;
       borrowerName: string | null;
       reason: string;
       step: {
        /** @constant */
        kind: "repayment";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "down-payment";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "goodwill-credit";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "merchant-refund";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "payout-refund";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "recovery";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "chargeback";
        amountMinor: number;
        reference?: string;
        /** Format: uuid */
        paymentId: string;
        note?: string;
       } | {
        /** @constant */
        kind: "credit-balance-refund";
        amountMinor: number;
        reference?: string;
        note?: string;
       } | {
        /** @constant */
        kind: "interest-waiver";
        amountMinor: number;
        note?: string;
       } | {
        /** @constant */
        kind: "charge-waiver";
        chargeId: string;
        note?: string;
       } | {
        /** @constant */
        kind: "charge-off";
        isFraud: boolean;
        note?: string;
       } | {
        /** @constant */
        kind: "write-off";
        note?: string;
       } | {
        /** @constant */
        kind: "re-amortisation";
        note?: string;
       } | {
        /** @constant */
        kind: "re-ageing";
        /** Format: date */
        startOn: string;
        instalments: number;
        every: number;
        /** @enum {string} */
        unit: "days" | "weeks" | "months";
        note?: string;
       } | {
        /** @constant */
        kind: "fee";
        name: string;
        amountMinor: number;
        /** Format: date */
        dueOn: string;
        isPenalty: boolean;
        note?: string;
       } | {
        /** @constant */
        kind: "reschedule";
        changes: ({
         /** @constant */
         kind: "rate";
         /** Format: date */
         fromDueOn: string;
         annualRatePercent: string;
        } | {
         /** @enum {string} */
         kind: "extra-periods" | "principal-grace" | "interest-grace";
         /** Format: date */
         fromDueOn: string;
         periods: number;
        } | {
         /** @constant */
         kind: "due-date";
         /** Format: date */
         fromDueOn: string;
         /** Format: date */
         dueOn: string;
        })[];
        note?: string;
       } | {
        /** @constant */
        kind: "payment-holiday";
        /** Format: date */
        fromDueOn: string;
        periods: number;
        isInterestDue: boolean;
        note?: string;
       } | {
        /** @constant */
        kind: "charge-freeze";
        /** Format: date */
        fromOn: string;
        /** Format: date */
        untilOn: string;
        note?: string;
       };
       /** Format: date */
       valueDate: string;
       preview: {
        before: {
         number: number;
         /** @enum {string} */
         kind: "instalment" | "down-payment" | "additional" | "re-aged";
         /** Format: date */
         fromOn: string;
         /** Format: date */
         dueOn: string;
         due: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         paid: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         waived: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         writtenOff: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         openMinor: number;
         isMet: boolean;
         metOn: string | null;
        }[];
        after: {
         number: number;
         /** @enum {string} */
         kind: "instalment" | "down-payment" | "additional" | "re-aged";
         /** Format: date */
         fromOn: string;
         /** Format: date */
         dueOn: string;
         due: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         paid: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         waived: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         writtenOff: {
          principalMinor: number;
          interestMinor: number;
          feeMinor: number;
          penaltyMinor: number;
         };
         openMinor: number;
         isMet: boolean;
         metOn: string | null;
        }[];
        openBeforeMinor: number;
        openAfterMinor: number;
       };
       /** @enum {string} */
       status: "asked" | "granted" | "declined" | "withdrawn";
       /** Format: date-time */
       askedAt: string;
       askedBy: string | null;
       decidedAt: string | null;
       decidedBy: string | null;
       decisionNote: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postCreditHardshipsByIdDecide: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    id: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "isGranted": true,
     *       "note": "Angsuran ditunda dua bulan"
     *     }
     */
    "application/json": {
     isGranted: boolean;
     note: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      hardshipId: string;
      /** Format: uuid */
      loanId: string;
      /** Format: uuid */
      borrowerId: string;
      borrowerName: string | null;
      reason: string;
      step: {
       /** @constant */
       kind: "repayment";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "down-payment";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "goodwill-credit";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "merchant-refund";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "payout-refund";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "recovery";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "chargeback";
       amountMinor: number;
       reference?: string;
       /** Format: uuid */
       paymentId: string;
       note?: string;
      } | {
       /** @constant */
       kind: "credit-balance-refund";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "interest-waiver";
       amountMinor: number;
       note?: string;
      } | {
       /** @constant */
       kind: "charge-waiver";
       chargeId: string;
       note?: string;
      } | {
       /** @constant */
       kind: "charge-off";
       isFraud: boolean;
       note?: string;
      } | {
       /** @constant */
       kind: "write-off";
       note?: string;
      } | {
       /** @constant */
       kind: "re-amortisation";
       note?: string;
      } | {
       /** @constant */
       kind: "re-ageing";
       /** Format: date */
       startOn: string;
       instalments: number;
       every: number;
       /** @enum {string} */
       unit: "days" | "weeks" | "months";
       note?: string;
      } | {
       /** @constant */
       kind: "fee";
       name: string;
       amountMinor: number;
       /** Format: date */
       dueOn: string;
       isPenalty: boolean;
       note?: string;
      } | {
       /** @constant */
       kind: "reschedule";
       changes: ({
        /** @constant */
        kind: "rate";
        /** Format: date */
        fromDueOn: string;
        annualRatePercent: string;
       } | {
        /** @enum {string} */
        kind: "extra-periods" | "principal-grace" | "interest-grace";
        /** Format: date */
        fromDueOn: string;
        periods: number;
       } | {
        /** @constant */
        kind: "due-date";
        /** Format: date */
        fromDueOn: string;
        /** Format: date */
        dueOn: string;
       })[];
       note?: string;
      } | {
       /** @constant */
       kind: "payment-holiday";
       /** Format: date */
       fromDueOn: string;
       periods: number;
       isInterestDue: boolean;
       note?: string;
      } | {
       /** @constant */
       kind: "charge-freeze";
       /** Format: date */
       fromOn: string;
       /** Format: date */
       untilOn: string;
       note?: string;
      };
      /** Format: date */
      valueDate: string;
      preview: {
       before: {
        number: number;
        /** @enum {string} */
        kind: "instalment" | "down-payment" | "additional" | "re-aged";
        /** Format: date */
        fromOn: string;
        /** Format: date */
        dueOn: string;
        due: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        paid: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        waived: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        writtenOff: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        openMinor: number;
        isMet: boolean;
        metOn: string | null;
       }[];
       after: {
        number: number;
        /** @enum {string} */
        kind: "instalment" | "down-payment" | "additional" | "re-aged";
        /** Format: date */
        fromOn: string;
        /** Format: date */
        dueOn: string;
        due: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        paid: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        waived: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        writtenOff: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        openMinor: number;
        isMet: boolean;
        metOn: string | null;
       }[];
       openBeforeMinor: number;
       openAfterMinor: number;
      };
      /** @enum {string} */
      status: "asked" | "granted" | "declined" | "withdrawn";
      /** Format: date-time */
      askedAt: string;
      askedBy: string | null;
      decidedAt: string | null;
      decidedBy: string | null;
      decisionNote: string | null;
     };
    };
   };
  };
 };
 getCreditCollectionsPlan: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      offsets: number[];
      perDay: number;
      perWeek: number;
     };
    };
   };
  };
 };
 putCreditCollectionsPlan: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "offsets": [
     *         -3,
     *         -1,
     *         0,
     *         1,
     *         7
     *       ],
     *       "perDay": 2,
     *       "perWeek": 5
     *     }
     */
    "application/json": {
     offsets: number[];
     perDay: number;
     perWeek: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      offsets: number[];
      perDay: number;
      perWeek: number;
     };
    };
   };
  };
 };
 getCreditHolidaysByYear: {
  parameters: {
   path: {
    year: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      year: number;
      version: number;
      source: string;
      days: {
       /** Format: date */
       day: string;
       name: string;
      }[];
     };
    };
   };
  };
 };
 putCreditHolidaysByYear: {
  parameters: {
   path: {
    year: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "source": "SKB 1/2026",
     *       "days": [
     *         {
     *           "day": "2027-01-01",
     *           "name": "Libur nasional"
     *         },
     *         {
     *           "day": "2027-05-01",
     *           "name": "Libur nasional"
     *         },
     *         {
     *           "day": "2027-06-01",
     *           "name": "Libur nasional"
     *         },
     *         {
     *           "day": "2027-08-17",
     *           "name": "Libur nasional"
     *         },
     *         {
     *           "day": "2027-12-25",
     *           "name": "Libur nasional"
     *         }
     *       ]
     *     }
     */
    "application/json": {
     source: string;
     days: {
      /** Format: date */
      day: string;
      name: string;
     }[];
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      year: number;
      version: number;
      source: string;
      days: {
       /** Format: date */
       day: string;
       name: string;
      }[];
     };
    };
   };
  };
 };
 getCreditMeContacts: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       contactId: string;
       /** Format: uuid */
       loanId: string;
       /** Format: date-time */
       at: string;
       /** @enum {string} */
       channel: "message" | "email" | "phone" | "visit";
       step: string | null;
       outcome: string | null;
       note: string | null;
       byUserId: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditMeContactPreferences: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      zone: ("Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura") | null;
      isAnyTimeAgreed: boolean;
      isVisitAgreed: boolean;
      withdrawn: ("message" | "email" | "phone" | "visit")[];
     };
    };
   };
  };
 };
 putCreditMeContactPreferences: {
  parameters: {
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "zone": "Asia/Jakarta",
     *       "isAnyTimeAgreed": false,
     *       "isVisitAgreed": false,
     *       "withdrawn": [
     *         "phone"
     *       ]
     *     }
     */
    "application/json": {
     zone: ("Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura") | null;
     isAnyTimeAgreed: boolean;
     isVisitAgreed: boolean;
     withdrawn: ("message" | "email" | "phone" | "visit")[];
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      zone: ("Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura") | null;
      isAnyTimeAgreed: boolean;
      isVisitAgreed: boolean;
      withdrawn: ("message" | "email" | "phone" | "visit")[];
     };
    };
   };
  };
 };
 postCreditMeLoansByLoanIdPromises: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    loanId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "amountMinor": 350000,
     *       "promisedOn": "2026-11-27"
     *     }
     */
    "application/json": {
     amountMinor: number;
     /** Format: date */
     promisedOn: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      promiseId: string;
      /** Format: uuid */
      loanId: string;
      amountMinor: number;
      /** Format: date */
      madeOn: string;
      /** Format: date */
      promisedOn: string;
      paidMinor: number;
      /** @enum {string} */
      status: "open" | "kept" | "broken";
      byUserId: string | null;
     };
    };
   };
  };
 };
 postCreditMeLoansByLoanIdHardships: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    loanId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "reason": "Panen mundur dua bulan",
     *       "step": {
     *         "kind": "payment-holiday",
     *         "fromDueOn": "2026-12-01",
     *         "periods": 2,
     *         "isInterestDue": true
     *       }
     *     }
     */
    "application/json": {
     reason: string;
     step: {
      /** @constant */
      kind: "repayment";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "down-payment";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "goodwill-credit";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "merchant-refund";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "payout-refund";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "recovery";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "chargeback";
      amountMinor: number;
      reference?: string;
      /** Format: uuid */
      paymentId: string;
      note?: string;
     } | {
      /** @constant */
      kind: "credit-balance-refund";
      amountMinor: number;
      reference?: string;
      note?: string;
     } | {
      /** @constant */
      kind: "interest-waiver";
      amountMinor: number;
      note?: string;
     } | {
      /** @constant */
      kind: "charge-waiver";
      chargeId: string;
      note?: string;
     } | {
      /** @constant */
      kind: "charge-off";
      isFraud: boolean;
      note?: string;
     } | {
      /** @constant */
      kind: "write-off";
      note?: string;
     } | {
      /** @constant */
      kind: "re-amortisation";
      note?: string;
     } | {
      /** @constant */
      kind: "re-ageing";
      /** Format: date */
      startOn: string;
      instalments: number;
      every: number;
      /** @enum {string} */
      unit: "days" | "weeks" | "months";
      note?: string;
     } | {
      /** @constant */
      kind: "fee";
      name: string;
      amountMinor: number;
      /** Format: date */
      dueOn: string;
      isPenalty: boolean;
      note?: string;
     } | {
      /** @constant */
      kind: "reschedule";
      changes: ({
       /** @constant */
       kind: "rate";
       /** Format: date */
       fromDueOn: string;
       annualRatePercent: string;
      } | {
       /** @enum {string} */
       kind: "extra-periods" | "principal-grace" | "interest-grace";
       /** Format: date */
       fromDueOn: string;
       periods: number;
      } | {
       /** @constant */
       kind: "due-date";
       /** Format: date */
       fromDueOn: string;
       /** Format: date */
       dueOn: string;
      })[];
      note?: string;
     } | {
      /** @constant */
      kind: "payment-holiday";
      /** Format: date */
      fromDueOn: string;
      periods: number;
      isInterestDue: boolean;
      note?: string;
     } | {
      /** @constant */
      kind: "charge-freeze";
      /** Format: date */
      fromOn: string;
      /** Format: date */
      untilOn: string;
      note?: string;
     };
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      hardshipId: string;
      /** Format: uuid */
      loanId: string;
      /** Format: uuid */
      borrowerId: string;
      borrowerName: string | null;
      reason: string;
      step: {
       /** @constant */
       kind: "repayment";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "down-payment";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "goodwill-credit";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "merchant-refund";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "payout-refund";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "recovery";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "chargeback";
       amountMinor: number;
       reference?: string;
       /** Format: uuid */
       paymentId: string;
       note?: string;
      } | {
       /** @constant */
       kind: "credit-balance-refund";
       amountMinor: number;
       reference?: string;
       note?: string;
      } | {
       /** @constant */
       kind: "interest-waiver";
       amountMinor: number;
       note?: string;
      } | {
       /** @constant */
       kind: "charge-waiver";
       chargeId: string;
       note?: string;
      } | {
       /** @constant */
       kind: "charge-off";
       isFraud: boolean;
       note?: string;
      } | {
       /** @constant */
       kind: "write-off";
       note?: string;
      } | {
       /** @constant */
       kind: "re-amortisation";
       note?: string;
      } | {
       /** @constant */
       kind: "re-ageing";
       /** Format: date */
       startOn: string;
       instalments: number;
       every: number;
       /** @enum {string} */
       unit: "days" | "weeks" | "months";
       note?: string;
      } | {
       /** @constant */
       kind: "fee";
       name: string;
       amountMinor: number;
       /** Format: date */
       dueOn: string;
       isPenalty: boolean;
       note?: string;
      } | {
       /** @constant */
       kind: "reschedule";
       changes: ({
        /** @constant */
        kind: "rate";
        /** Format: date */
        fromDueOn: string;
        annualRatePercent: string;
       } | {
        /** @enum {string} */
        kind: "extra-periods" | "principal-grace" | "interest-grace";
        /** Format: date */
        fromDueOn: string;
        periods: number;
       } | {
        /** @constant */
        kind: "due-date";
        /** Format: date */
        fromDueOn: string;
        /** Format: date */
        dueOn: string;
       })[];
       note?: string;
      } | {
       /** @constant */
       kind: "payment-holiday";
       /** Format: date */
       fromDueOn: string;
       periods: number;
       isInterestDue: boolean;
       note?: string;
      } | {
       /** @constant */
       kind: "charge-freeze";
       /** Format: date */
       fromOn: string;
       /** Format: date */
       untilOn: string;
       note?: string;
      };
      /** Format: date */
      valueDate: string;
      preview: {
       before: {
        number: number;
        /** @enum {string} */
        kind: "instalment" | "down-payment" | "additional" | "re-aged";
        /** Format: date */
        fromOn: string;
        /** Format: date */
        dueOn: string;
        due: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        paid: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        waived: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        writtenOff: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        openMinor: number;
        isMet: boolean;
        metOn: string | null;
       }[];
       after: {
        number: number;
        /** @enum {string} */
        kind: "instalment" | "down-payment" | "additional" | "re-aged";
        /** Format: date */
        fromOn: string;
        /** Format: date */
        dueOn: string;
        due: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        paid: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        waived: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        writtenOff: {
         principalMinor: number;
         interestMinor: number;
         feeMinor: number;
         penaltyMinor: number;
        };
        openMinor: number;
        isMet: boolean;
        metOn: string | null;
       }[];
       openBeforeMinor: number;
       openAfterMinor: number;
      };
      /** @enum {string} */
      status: "asked" | "granted" | "declined" | "withdrawn";
      /** Format: date-time */
      askedAt: string;
      askedBy: string | null;
      decidedAt: string | null;
      decidedBy: string | null;
      decisionNote: string | null;
     };
    };
   };
  };
 };
 getCreditBooksAccounts: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** @enum {string} */
       role: "clearing" | "loans-receivable" | "interest-receivable" | "fee-receivable" | "penalty-receivable" | "overpayment-liability" | "tax-payable" | "interest-income" | "fee-income" | "penalty-income" | "recovery-income" | "charge-off-expense" | "charge-off-fraud-expense" | "charge-off-interest" | "charge-off-fee" | "charge-off-penalty" | "goodwill-expense" | "goodwill-interest" | "goodwill-fee" | "goodwill-penalty" | "write-off-expense";
       code: string;
       nameId: string;
       nameEn: string;
       /** @enum {string} */
       kind: "asset" | "liability" | "income" | "expense";
       isOwn: boolean;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 putCreditBooksAccountsByRole: {
  parameters: {
   path: {
    role: "clearing" | "loans-receivable" | "interest-receivable" | "fee-receivable" | "penalty-receivable" | "overpayment-liability" | "tax-payable" | "interest-income" | "fee-income" | "penalty-income" | "recovery-income" | "charge-off-expense" | "charge-off-fraud-expense" | "charge-off-interest" | "charge-off-fee" | "charge-off-penalty" | "goodwill-expense" | "goodwill-interest" | "goodwill-fee" | "goodwill-penalty" | "write-off-expense";
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "code": "1-300",
     *       "nameId": "Piutang pinjaman",
     *       "nameEn": "Loans receivable"
     *     }
     */
    "application/json": {
     code: string;
     nameId: string;
     nameEn: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** @enum {string} */
      role: "clearing" | "loans-receivable" | "interest-receivable" | "fee-receivable" | "penalty-receivable" | "overpayment-liability" | "tax-payable" | "interest-income" | "fee-income" | "penalty-income" | "recovery-income" | "charge-off-expense" | "charge-off-fraud-expense" | "charge-off-interest" | "charge-off-fee" | "charge-off-penalty" | "goodwill-expense" | "goodwill-interest" | "goodwill-fee" | "goodwill-penalty" | "write-off-expense";
      code: string;
      nameId: string;
      nameEn: string;
      /** @enum {string} */
      kind: "asset" | "liability" | "income" | "expense";
      isOwn: boolean;
     };
    };
   };
  };
 };
 getCreditBooksTrialBalance: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      isBalanced: boolean;
      debitMinor: number;
      creditMinor: number;
      lines: {
       /** @enum {string} */
       role: "clearing" | "loans-receivable" | "interest-receivable" | "fee-receivable" | "penalty-receivable" | "overpayment-liability" | "tax-payable" | "interest-income" | "fee-income" | "penalty-income" | "recovery-income" | "charge-off-expense" | "charge-off-fraud-expense" | "charge-off-interest" | "charge-off-fee" | "charge-off-penalty" | "goodwill-expense" | "goodwill-interest" | "goodwill-fee" | "goodwill-penalty" | "write-off-expense";
       code: string;
       nameId: string;
       nameEn: string;
       /** @enum {string} */
       kind: "asset" | "liability" | "income" | "expense";
       isOwn: boolean;
       debitMinor: number;
       creditMinor: number;
      }[];
     };
    };
   };
  };
 };
 getCreditBooksAccountsByRoleStatement: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
   path: {
    role: "clearing" | "loans-receivable" | "interest-receivable" | "fee-receivable" | "penalty-receivable" | "overpayment-liability" | "tax-payable" | "interest-income" | "fee-income" | "penalty-income" | "recovery-income" | "charge-off-expense" | "charge-off-fraud-expense" | "charge-off-interest" | "charge-off-fee" | "charge-off-penalty" | "goodwill-expense" | "goodwill-interest" | "goodwill-fee" | "goodwill-penalty" | "write-off-expense";
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       postingId: number;
       /** Format: uuid */
       entryId: string;
       kind: string;
       description: string;
       reference: string;
       changeMinor: number;
       balanceAfterMinor: number | null;
       /** Format: date-time */
       postedAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditBooksLoansByLoanIdJournal: {
  parameters: {
   path: {
    loanId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       entryId: string;
       kind: string;
       /** Format: date */
       onDate: string;
       /** Format: date-time */
       recordedAt: string;
       transactionId: string | null;
       lines: {
        /** @enum {string} */
        role: "clearing" | "loans-receivable" | "interest-receivable" | "fee-receivable" | "penalty-receivable" | "overpayment-liability" | "tax-payable" | "interest-income" | "fee-income" | "penalty-income" | "recovery-income" | "charge-off-expense" | "charge-off-fraud-expense" | "charge-off-interest" | "charge-off-fee" | "charge-off-penalty" | "goodwill-expense" | "goodwill-interest" | "goodwill-fee" | "goodwill-penalty" | "write-off-expense";
        code: string;
        nameId: string;
        nameEn: string;
        /** @enum {string} */
        kind: "asset" | "liability" | "income" | "expense";
        /** @enum {string} */
        side: "debit" | "credit";
        amountMinor: number;
       }[];
      }[];
      recognised: {
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
      };
      closedUntil: string | null;
     };
    };
   };
  };
 };
 getCreditReportsQuality: {
  parameters: {
   query?: {
    on?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date */
      asOf: string;
      isLive: boolean;
      loans: number;
      borrowers: number | null;
      outstandingMinor: number;
      lateMinor: number;
      /** @description Percent with two digits */
      twp90: number;
      /** @description Percent with two digits */
      tkb90: number;
      classes: {
       kol: {
        name: string;
        loans: number;
        outstandingMinor: number;
        /** @description Percent with two digits */
        percent: number;
       }[];
       ojk: {
        name: string;
        loans: number;
        outstandingMinor: number;
        /** @description Percent with two digits */
        percent: number;
       }[];
       lpbbti: {
        name: string;
        loans: number;
        outstandingMinor: number;
        /** @description Percent with two digits */
        percent: number;
       }[];
      };
     };
    };
   };
  };
 };
 getCreditReportsQualityHistory: {
  parameters: {
   query: {
    fromOn: string;
    untilOn: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: date */
       businessDate: string;
       isMonthEnd: boolean;
       loans: number;
       borrowers: number | null;
       outstandingMinor: number;
       lateMinor: number;
       /** @description Percent with two digits */
       twp90: number;
       /** @description Percent with two digits */
       tkb90: number;
      }[];
     };
    };
   };
  };
 };
 getCreditReportsAgeing: {
  parameters: {
   query?: {
    on?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date */
      asOf: string;
      isLive: boolean;
      bands: {
       band: string;
       daysFrom: number;
       loans: number;
       principalMinor: number;
       interestMinor: number;
       feeMinor: number;
       penaltyMinor: number;
       overdueMinor: number;
       /** @description Percent with two digits */
       percent: number;
      }[];
     };
    };
   };
  };
 };
 getCreditReportsVintages: {
  parameters: {
   query?: {
    leastDays?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: date */
       paidOutMonth: string;
       loans: number;
       paidOutMinor: number;
       points: {
        monthsOnBook: number;
        /** Format: date */
        asOf: string;
        lateMinor: number;
        /** @description Percent with two digits */
        percent: number;
       }[];
      }[];
     };
    };
   };
  };
 };
 getCreditReportsCashFlow: {
  parameters: {
   query: {
    fromOn: string;
    untilOn: string;
    step?: "day" | "month";
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       period: string;
       inMinor: number;
       outMinor: number;
       netMinor: number;
       count: number;
      }[];
     };
    };
   };
  };
 };
 getCreditReportsRegistryMonths: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: date */
       monthEnd: string;
       isDone: boolean;
       loans: number;
      }[];
     };
    };
   };
  };
 };
 getCreditReportsTaxSlips: {
  parameters: {
   query: {
    month: string;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       funderId: string;
       funderName: string | null;
       month: string;
       taxArticle: string | null;
       payments: number;
       interestMinor: number;
       taxMinor: number;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getCreditInstitutionsByIdPublication: {
  parameters: {
   path: {
    id: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      tenantId: string;
      name: string;
      /** Format: date */
      asOf: string;
      paidOutMinor: number;
      outstandingMinor: number;
      borrowers: number;
      activeBorrowers: number;
      funders: number;
      /** @description Percent with two digits */
      tkb90: number;
     };
    };
   };
  };
 };
 getCreditReportsFilesByName: {
  parameters: {
   query: {
    format: "csv" | "xlsx";
    on?: string;
    fromOn?: string;
    untilOn?: string;
    month?: string;
    leastDays?: string;
    step?: "day" | "month";
   };
   path: {
    name: "quality" | "ageing" | "vintages" | "cash-flow" | "registry" | "tax-slips";
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "text/csv": string;
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
    };
   };
  };
 };
 getInsightStores: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       name: string;
       /** Format: uuid */
       ownerId: string;
       sellerId: string | null;
       villageCode: string;
       regionCode: string;
       areaLabel: string;
       /** @enum {unknown} */
       timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
       openingHours: {
        weekday: number;
        opens: string;
        closes: string;
       }[];
       closedDays: {
        /** Format: date */
        on: string;
        reason: string;
       }[];
       /** @enum {unknown} */
       status: "active" | "closed";
       /** @enum {unknown} */
       role: "owner" | "manager" | "staff" | "house";
       version: number;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postInsightStores: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "name": "Roti Pagi Dago",
     *       "villageCode": "32.73.02.1004"
     *     }
     */
    "application/json": {
     name?: string;
     villageCode?: string;
     sellerShop?: boolean;
     openingHours?: {
      weekday: number;
      opens: string;
      closes: string;
     }[];
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      /** Format: uuid */
      ownerId: string;
      sellerId: string | null;
      villageCode: string;
      regionCode: string;
      areaLabel: string;
      /** @enum {unknown} */
      timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
      openingHours: {
       weekday: number;
       opens: string;
       closes: string;
      }[];
      closedDays: {
       /** Format: date */
       on: string;
       reason: string;
      }[];
      /** @enum {unknown} */
      status: "active" | "closed";
      /** @enum {unknown} */
      role: "owner" | "manager" | "staff" | "house";
      version: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getInsightStoresByStoreId: {
  parameters: {
   path: {
    storeId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      /** Format: uuid */
      ownerId: string;
      sellerId: string | null;
      villageCode: string;
      regionCode: string;
      areaLabel: string;
      /** @enum {unknown} */
      timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
      openingHours: {
       weekday: number;
       opens: string;
       closes: string;
      }[];
      closedDays: {
       /** Format: date */
       on: string;
       reason: string;
      }[];
      /** @enum {unknown} */
      status: "active" | "closed";
      /** @enum {unknown} */
      role: "owner" | "manager" | "staff" | "house";
      version: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 patchInsightStoresByStoreId: {
  parameters: {
   path: {
    storeId: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "name": "Roti Pagi Dago"
     *     }
     */
    "application/json": {
     name?: string;
     villageCode?: string;
     openingHours?: {
      weekday: number;
      opens: string;
      closes: string;
     }[];
     /** @enum {unknown} */
     status?: "active" | "closed";
     expectedVersion?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      /** Format: uuid */
      ownerId: string;
      sellerId: string | null;
      villageCode: string;
      regionCode: string;
      areaLabel: string;
      /** @enum {unknown} */
      timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
      openingHours: {
       weekday: number;
       opens: string;
       closes: string;
      }[];
      closedDays: {
       /** Format: date */
       on: string;
       reason: string;
      }[];
      /** @enum {unknown} */
      status: "active" | "closed";
      /** @enum {unknown} */
      role: "owner" | "manager" | "staff" | "house";
      version: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 postInsightStoresByStoreIdClosedDays: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    storeId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "days": [
     *         {
     *           "on": "2027-03-10",
     *           "reason": "Lebaran"
     *         }
     *       ]
     *     }
     */
    "application/json": {
     days: {
      /** Format: date */
      on: string;
      reason: string;
     }[];
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      /** Format: uuid */
      ownerId: string;
      sellerId: string | null;
      villageCode: string;
      regionCode: string;
      areaLabel: string;
      /** @enum {unknown} */
      timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
      openingHours: {
       weekday: number;
       opens: string;
       closes: string;
      }[];
      closedDays: {
       /** Format: date */
       on: string;
       reason: string;
      }[];
      /** @enum {unknown} */
      status: "active" | "closed";
      /** @enum {unknown} */
      role: "owner" | "manager" | "staff" | "house";
      version: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 deleteInsightStoresByStoreIdClosedDaysByOn: {
  parameters: {
   path: {
    storeId: string;
    on: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      /** Format: uuid */
      ownerId: string;
      sellerId: string | null;
      villageCode: string;
      regionCode: string;
      areaLabel: string;
      /** @enum {unknown} */
      timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
      openingHours: {
       weekday: number;
       opens: string;
       closes: string;
      }[];
      closedDays: {
       /** Format: date */
       on: string;
       reason: string;
      }[];
      /** @enum {unknown} */
      status: "active" | "closed";
      /** @enum {unknown} */
      role: "owner" | "manager" | "staff" | "house";
      version: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getInsightStoresByStoreIdManagers: {
  parameters: {
   path: {
    storeId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       userId: string;
       name: string;
       /** Format: date-time */
       since: string;
      }[];
      invitations: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       storeId: string;
       storeName: string;
       email: string;
       /** @enum {unknown} */
       status: "open" | "accepted" | "withdrawn";
       /** Format: date-time */
       expiresAt: string;
       /** Format: date-time */
       createdAt: string;
      }[];
     };
    };
   };
  };
 };
 postInsightStoresByStoreIdManagers: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    storeId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "email": "ayu@contoh.test"
     *     }
     */
    "application/json": {
     /** Format: email */
     email: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      storeName: string;
      email: string;
      /** @enum {unknown} */
      status: "open" | "accepted" | "withdrawn";
      /** Format: date-time */
      expiresAt: string;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 deleteInsightStoresByStoreIdManagersByUserId: {
  parameters: {
   path: {
    storeId: string;
    userId: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 deleteInsightStoresByStoreIdInvitationsByInvitationId: {
  parameters: {
   path: {
    storeId: string;
    invitationId: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 postInsightInvitationsAccept: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "code": "K7M2P-QX9RT"
     *     }
     */
    "application/json": {
     code: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      /** Format: uuid */
      ownerId: string;
      sellerId: string | null;
      villageCode: string;
      regionCode: string;
      areaLabel: string;
      /** @enum {unknown} */
      timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";
      openingHours: {
       weekday: number;
       opens: string;
       closes: string;
      }[];
      closedDays: {
       /** Format: date */
       on: string;
       reason: string;
      }[];
      /** @enum {unknown} */
      status: "active" | "closed";
      /** @enum {unknown} */
      role: "owner" | "manager" | "staff" | "house";
      version: number;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getInsightSales: {
  parameters: {
   query: {
    storeId: string;
    from: string;
    to: string;
    productId?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: date */
       on: string;
       quantity: number;
       revenue: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       transactions: number;
       isClosed: boolean;
      }[];
     };
    };
   };
  };
 };
 postInsightSales: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "rows": [
     *         {
     *           "externalId": "struk-1-1",
     *           "soldAt": "2026-11-20",
     *           "product": "Roti sobek",
     *           "quantity": 2,
     *           "amount": 24000
     *         }
     *       ]
     *     }
     */
    "application/json": {
     rows: {
      externalId: string;
      soldAt: string;
      product: string;
      sku?: string;
      category?: string;
      quantity: number;
      amount?: number;
     }[];
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      accepted: number;
      repeated: number;
      corrected: number;
      productsMade: number;
     };
    };
   };
  };
 };
 getInsightSalesBestSellers: {
  parameters: {
   query: {
    storeId: string;
    from: string;
    to: string;
    limit?: number;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       productId: string;
       name: string;
       quantity: number;
       revenue: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      }[];
     };
    };
   };
  };
 };
 getInsightSalesSummary: {
  parameters: {
   query: {
    storeId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date */
      on: string;
      today: {
       quantity: number;
       revenue: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       transactions: number;
      };
      usual: {
       quantity: number;
       revenue: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       transactions: number;
      } | null;
      week: {
       revenue: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       previousRevenue: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      };
      month: {
       revenue: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       previousRevenue: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      };
      best: {
       /** Format: uuid */
       productId: string;
       name: string;
       quantity: number;
       revenue: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
      }[];
      firstOn: string | null;
      lastOn: string | null;
      daysWithSales: number;
     };
    };
   };
  };
 };
 postInsightSalesCorrections: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "productId": "0190a000-0000-7000-8000-000000000001",
     *       "on": "2026-11-20",
     *       "quantity": 14,
     *       "reason": "Dua struk tidak tercatat"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     productId: string;
     /** Format: date */
     on: string;
     quantity: number;
     amount?: number;
     reason: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: date */
      on: string;
      quantity: number;
      revenue: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      transactions: number;
      isClosed: boolean;
     };
    };
   };
  };
 };
 getInsightSalesImports: {
  parameters: {
   query: {
    storeId: string;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       id: string | null;
       fileName: string;
       isDryRun: boolean;
       rows: number;
       accepted: number;
       repeated: number;
       corrected: number;
       refused: number;
       productsMade: number;
       from: string | null;
       to: string | null;
       columns: string[];
       mapping: {
        date?: string;
        time?: string;
        product?: string;
        sku?: string;
        category?: string;
        quantity?: string;
        amount?: string;
        price?: string;
        transaction?: string;
        externalId?: string;
        /** @enum {unknown} */
        dateOrder?: "dmy" | "mdy" | "ymd";
       };
       firstRefused: {
        line: number;
        column: string | null;
        /** @enum {unknown} */
        code: "missing" | "date-wrong" | "date-out-of-range" | "number-wrong" | "number-out-of-range" | "text-too-long" | "unreadable";
        detail: string;
       }[];
       preview: {
        line: number;
        /** Format: date */
        on: string;
        product: string;
        quantity: number;
        revenue: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        } | null;
       }[];
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postInsightSalesImports: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    "multipart/form-data": {
     file: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      id: string | null;
      fileName: string;
      isDryRun: boolean;
      rows: number;
      accepted: number;
      repeated: number;
      corrected: number;
      refused: number;
      productsMade: number;
      from: string | null;
      to: string | null;
      columns: string[];
      mapping: {
       date?: string;
       time?: string;
       product?: string;
       sku?: string;
       category?: string;
       quantity?: string;
       amount?: string;
       price?: string;
       transaction?: string;
       externalId?: string;
       /** @enum {unknown} */
       dateOrder?: "dmy" | "mdy" | "ymd";
      };
      firstRefused: {
       line: number;
       column: string | null;
       /** @enum {unknown} */
       code: "missing" | "date-wrong" | "date-out-of-range" | "number-wrong" | "number-out-of-range" | "text-too-long" | "unreadable";
       detail: string;
      }[];
      preview: {
       line: number;
       /** Format: date */
       on: string;
       product: string;
       quantity: number;
       revenue: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
      }[];
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getInsightSalesProducts: {
  parameters: {
   query: {
    storeId: string;
    limit?: number;
    cursor?: string;
    q?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       name: string;
       sku: string | null;
       category: string | null;
       catalogProductId: string | null;
       lastPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       firstSoldOn: string | null;
       lastSoldOn: string | null;
       recentQuantity: number;
       isActive: boolean;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 patchInsightSalesProductsByProductId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    productId: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "category": "Roti manis",
     *       "isActive": true
     *     }
     */
    "application/json": {
     name?: string;
     category?: string | null;
     isActive?: boolean;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      sku: string | null;
      category: string | null;
      catalogProductId: string | null;
      lastPrice: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      } | null;
      firstSoldOn: string | null;
      lastSoldOn: string | null;
      recentQuantity: number;
      isActive: boolean;
     };
    };
   };
  };
 };
 getInsightSalesMarks: {
  parameters: {
   query: {
    storeId: string;
    from: string;
    to: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       productId: string | null;
       /** Format: date */
       from: string;
       /** Format: date */
       to: string;
       /** @enum {unknown} */
       kind: "stock_out" | "promotion" | "closed" | "other";
       note: string;
      }[];
     };
    };
   };
  };
 };
 postInsightSalesMarks: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "productId": null,
     *       "from": "2026-11-01",
     *       "to": "2026-11-02",
     *       "kind": "promotion",
     *       "note": "Diskon"
     *     }
     */
    "application/json": {
     productId: string | null;
     /** Format: date */
     from: string;
     /** Format: date */
     to: string;
     /** @enum {unknown} */
     kind: "stock_out" | "promotion" | "closed" | "other";
     note: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      productId: string | null;
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      /** @enum {unknown} */
      kind: "stock_out" | "promotion" | "closed" | "other";
      note: string;
     };
    };
   };
  };
 };
 deleteInsightSalesMarksByMarkId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    markId: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getInsightIngredients: {
  parameters: {
   query: {
    storeId: string;
    limit?: number;
    cursor?: string;
    category?: string;
    isActive?: boolean;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       name: string;
       category: string;
       /** @enum {unknown} */
       unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       pack: {
        label: string;
        quantity: number;
        price: {
         amount: number;
         /** @constant */
         currency: "IDR";
        } | null;
       } | null;
       unitPrice: {
        amount: number;
        /** @constant */
        currency: "IDR";
       } | null;
       market: {
        commodity: string;
        /** @enum {unknown} */
        per: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
        factor: number;
       } | null;
       conversions: {
        /** @enum {unknown} */
        unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
        quantity: number;
        /** @enum {unknown} */
        of: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       }[];
       leadTimeDays: number;
       shelfLifeDays: number | null;
       supplier: string;
       stock: {
        quantity: number;
        countedAt: string | null;
       };
       onOrder: number;
       isActive: boolean;
       version: number;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postInsightIngredients: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "name": "Tepung terigu protein tinggi",
     *       "category": "Tepung",
     *       "unit": "kg",
     *       "pack": {
     *         "label": "Karung 25 kg",
     *         "quantity": 25,
     *         "price": {
     *           "amount": 310000,
     *           "currency": "IDR"
     *         }
     *       },
     *       "leadTimeDays": 2
     *     }
     */
    "application/json": {
     name: string;
     category: string;
     /** @enum {unknown} */
     unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
     pack?: {
      label: string;
      quantity: number;
      price: {
       amount: number;
       /** @constant */
       currency: "IDR";
      } | null;
     } | null;
     unitPrice?: {
      amount: number;
      /** @constant */
      currency: "IDR";
     } | null;
     market?: {
      commodity: string;
      /** @enum {unknown} */
      per: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      factor: number;
     } | null;
     conversions?: {
      /** @enum {unknown} */
      unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      quantity: number;
      /** @enum {unknown} */
      of: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
     }[];
     leadTimeDays?: number;
     shelfLifeDays?: number | null;
     supplier?: string;
     stock?: number;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      category: string;
      /** @enum {unknown} */
      unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      pack: {
       label: string;
       quantity: number;
       price: {
        amount: number;
        /** @constant */
        currency: "IDR";
       } | null;
      } | null;
      unitPrice: {
       amount: number;
       /** @constant */
       currency: "IDR";
      } | null;
      market: {
       commodity: string;
       /** @enum {unknown} */
       per: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       factor: number;
      } | null;
      conversions: {
       /** @enum {unknown} */
       unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       quantity: number;
       /** @enum {unknown} */
       of: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      }[];
      leadTimeDays: number;
      shelfLifeDays: number | null;
      supplier: string;
      stock: {
       quantity: number;
       countedAt: string | null;
      };
      onOrder: number;
      isActive: boolean;
      version: number;
     };
    };
   };
  };
 };
 getInsightIngredientsByIngredientId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    ingredientId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      category: string;
      /** @enum {unknown} */
      unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      pack: {
       label: string;
       quantity: number;
       price: {
        amount: number;
        /** @constant */
        currency: "IDR";
       } | null;
      } | null;
      unitPrice: {
       amount: number;
       /** @constant */
       currency: "IDR";
      } | null;
      market: {
       commodity: string;
       /** @enum {unknown} */
       per: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       factor: number;
      } | null;
      conversions: {
       /** @enum {unknown} */
       unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       quantity: number;
       /** @enum {unknown} */
       of: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      }[];
      leadTimeDays: number;
      shelfLifeDays: number | null;
      supplier: string;
      stock: {
       quantity: number;
       countedAt: string | null;
      };
      onOrder: number;
      isActive: boolean;
      version: number;
     };
    };
   };
  };
 };
 patchInsightIngredientsByIngredientId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    ingredientId: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "leadTimeDays": 3
     *     }
     */
    "application/json": {
     name?: string;
     category?: string;
     pack?: {
      label: string;
      quantity: number;
      price: {
       amount: number;
       /** @constant */
       currency: "IDR";
      } | null;
     } | null;
     unitPrice?: {
      amount: number;
      /** @constant */
      currency: "IDR";
     } | null;
     market?: {
      commodity: string;
      /** @enum {unknown} */
      per: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      factor: number;
     } | null;
     conversions?: {
      /** @enum {unknown} */
      unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      quantity: number;
      /** @enum {unknown} */
      of: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
     }[];
     leadTimeDays?: number;
     shelfLifeDays?: number | null;
     supplier?: string;
     isActive?: boolean;
     expectedVersion?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      category: string;
      /** @enum {unknown} */
      unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      pack: {
       label: string;
       quantity: number;
       price: {
        amount: number;
        /** @constant */
        currency: "IDR";
       } | null;
      } | null;
      unitPrice: {
       amount: number;
       /** @constant */
       currency: "IDR";
      } | null;
      market: {
       commodity: string;
       /** @enum {unknown} */
       per: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       factor: number;
      } | null;
      conversions: {
       /** @enum {unknown} */
       unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       quantity: number;
       /** @enum {unknown} */
       of: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      }[];
      leadTimeDays: number;
      shelfLifeDays: number | null;
      supplier: string;
      stock: {
       quantity: number;
       countedAt: string | null;
      };
      onOrder: number;
      isActive: boolean;
      version: number;
     };
    };
   };
  };
 };
 postInsightIngredientsByIngredientIdCounts: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    ingredientId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "quantity": 12.5,
     *       "unit": "kg"
     *     }
     */
    "application/json": {
     quantity: number;
     /** @enum {unknown} */
     unit?: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      name: string;
      category: string;
      /** @enum {unknown} */
      unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      pack: {
       label: string;
       quantity: number;
       price: {
        amount: number;
        /** @constant */
        currency: "IDR";
       } | null;
      } | null;
      unitPrice: {
       amount: number;
       /** @constant */
       currency: "IDR";
      } | null;
      market: {
       commodity: string;
       /** @enum {unknown} */
       per: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       factor: number;
      } | null;
      conversions: {
       /** @enum {unknown} */
       unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       quantity: number;
       /** @enum {unknown} */
       of: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
      }[];
      leadTimeDays: number;
      shelfLifeDays: number | null;
      supplier: string;
      stock: {
       quantity: number;
       countedAt: string | null;
      };
      onOrder: number;
      isActive: boolean;
      version: number;
     };
    };
   };
  };
 };
 getInsightCalendar: {
  parameters: {
   query: {
    storeId: string;
    days?: number;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      days: {
       /**
        * Format: date
        * @description Calendar day, e.g. 2026-03-21
        */
       on: string;
       weekday: number;
       hijri: {
        year: number;
        month: number;
        day: number;
       };
       holidays: {
        code: string;
        name: {
         id: string;
         en: string;
        };
        /** @enum {unknown} */
        kind: "public" | "joint_leave" | "observed";
       }[];
       isDayOff: boolean;
       ramadanDay: number | null;
       lebaranOffset: number | null;
       isLebaranAnnounced: boolean;
       idulAdhaOffset: number | null;
       isThr: boolean;
       isPayDay: boolean;
       isDoubleDate: boolean;
       isSchoolHoliday: boolean;
       isEverythingClosed: boolean;
       weather: {
        /** @enum {unknown} */
        kind: "observation" | "forecast" | "climatology";
        temperatureC: number;
        humidityPercent: number | null;
        rainMm: number | null;
        isRainy: boolean;
        description: {
         id: string;
         en: string;
        } | null;
       } | null;
      }[];
      weatherSource: string | null;
     };
    };
   };
  };
 };
 getInsightCalendarNews: {
  parameters: {
   query: {
    storeId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       topic: string;
       title: string;
       url: string;
       publishedOn: string | null;
       sentiment: number;
       /** Format: date-time */
       seenAt: string;
      }[];
     };
    };
   };
  };
 };
 getInsightRecipes: {
  parameters: {
   query: {
    storeId: string;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       productId: string;
       productName: string;
       yieldQuantity: number;
       wastePercent: number;
       lines: {
        /** Format: uuid */
        ingredientId: string;
        quantity: number;
        /** @enum {unknown} */
        unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
        ingredientName: string;
        cost: {
         /** @description Minor units; rupiah has none */
         amount: number;
         /** @enum {string} */
         currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
        } | null;
       }[];
       note: string;
       costPerPiece: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       version: number;
       /** Format: date-time */
       updatedAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getInsightRecipesByProductId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    productId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      productId: string;
      productName: string;
      yieldQuantity: number;
      wastePercent: number;
      lines: {
       /** Format: uuid */
       ingredientId: string;
       quantity: number;
       /** @enum {unknown} */
       unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       ingredientName: string;
       cost: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
      }[];
      note: string;
      costPerPiece: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      } | null;
      version: number;
      /** Format: date-time */
      updatedAt: string;
     };
    };
   };
  };
 };
 putInsightRecipesByProductId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    productId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "yieldQuantity": 20,
     *       "wastePercent": 3,
     *       "lines": [
     *         {
     *           "ingredientId": "0190a000-0000-7000-8000-000000000001",
     *           "quantity": 900,
     *           "unit": "g"
     *         }
     *       ]
     *     }
     */
    "application/json": {
     yieldQuantity: number;
     wastePercent?: number;
     lines: {
      /** Format: uuid */
      ingredientId: string;
      quantity: number;
      /** @enum {unknown} */
      unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
     }[];
     note?: string;
     expectedVersion?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      productId: string;
      productName: string;
      yieldQuantity: number;
      wastePercent: number;
      lines: {
       /** Format: uuid */
       ingredientId: string;
       quantity: number;
       /** @enum {unknown} */
       unit: "mg" | "g" | "ons" | "kg" | "kuintal" | "ml" | "sdt" | "sdm" | "l" | "pcs" | "butir" | "lusin" | "kodi" | "ikat" | "tray" | "bungkus" | "botol" | "karung" | "dus";
       ingredientName: string;
       cost: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
      }[];
      note: string;
      costPerPiece: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      } | null;
      version: number;
      /** Format: date-time */
      updatedAt: string;
     };
    };
   };
  };
 };
 deleteInsightRecipesByProductId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    productId: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getInsightMarketPrices: {
  parameters: {
   query?: {
    regionCode?: string;
    commodity?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       commodity: string;
       name: string;
       category: string;
       unit: string;
       regionCode: string;
       regionName: string;
       price: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       /** Format: date */
       on: string;
       unchangedDays: number;
       weekChangePercent: number | null;
       monthChangePercent: number | null;
       nationalPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       /** @enum {unknown} */
       source: "pihps" | "bapanas" | "wfp" | "manual";
      }[];
     };
    };
   };
  };
 };
 postInsightMarketPrices: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "source": "bapanas",
     *       "rows": [
     *         {
     *           "commodity": "Cabai Rawit Merah",
     *           "region": "Jawa Barat",
     *           "on": "2026-11-20",
     *           "price": 62000,
     *           "unit": "Rp./Kg"
     *         }
     *       ]
     *     }
     */
    "application/json": {
     /** @enum {unknown} */
     source: "pihps" | "bapanas" | "wfp" | "manual";
     /** @enum {unknown} */
     level?: "consumer" | "wholesale" | "producer";
     rows: {
      commodity: string;
      region: string;
      /** Format: date */
      on: string;
      price: number;
      unit?: string;
     }[];
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      saved: number;
      unchanged: number;
      refused: {
       row: number;
       /** @enum {unknown} */
       code: "commodity-unknown" | "region-unknown" | "day-out-of-range" | "unit-unknown" | "price-wrong";
      }[];
     };
    };
   };
  };
 };
 getInsightMarketPricesCommodities: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       code: string;
       name: string;
       category: string;
       unit: string;
      }[];
     };
    };
   };
  };
 };
 getInsightMarketPricesRegions: {
  parameters: {
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       code: string;
       name: string;
       commodities: number;
       lastOn: string | null;
      }[];
     };
    };
   };
  };
 };
 getInsightMarketPricesHistory: {
  parameters: {
   query: {
    commodity: string;
    regionCode: string;
    from: string;
    to: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      commodity: {
       code: string;
       name: string;
       category: string;
       unit: string;
      };
      regionName: string;
      points: {
       /** Format: date */
       on: string;
       price: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       /** @enum {unknown} */
       source: "pihps" | "bapanas" | "wfp" | "manual";
      }[];
     };
    };
   };
  };
 };
 getInsightMarketPricesAlerts: {
  parameters: {
   query: {
    storeId: string;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       storeId: string;
       commodity: string;
       regionCode: string;
       /** @enum {unknown} */
       kind: "above" | "below" | "risen" | "expected_rise";
       amount: {
        amount: number;
        /** @constant */
        currency: "IDR";
       } | null;
       percent: number | null;
       days: number | null;
       commodityName: string;
       regionName: string;
       isActive: boolean;
       lastFiredOn: string | null;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postInsightMarketPricesAlerts: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "commodity": "cabai_rawit",
     *       "kind": "expected_rise",
     *       "percent": 15,
     *       "days": 14
     *     }
     */
    "application/json": {
     commodity: string;
     regionCode?: string;
     /** @enum {unknown} */
     kind: "above" | "below" | "risen" | "expected_rise";
     amount?: {
      amount: number;
      /** @constant */
      currency: "IDR";
     };
     percent?: number;
     days?: number;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      commodity: string;
      regionCode: string;
      /** @enum {unknown} */
      kind: "above" | "below" | "risen" | "expected_rise";
      amount: {
       amount: number;
       /** @constant */
       currency: "IDR";
      } | null;
      percent: number | null;
      days: number | null;
      commodityName: string;
      regionName: string;
      isActive: boolean;
      lastFiredOn: string | null;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 deleteInsightMarketPricesAlertsByAlertId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    alertId: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getInsightForecasts: {
  parameters: {
   query: {
    storeId: string;
    target: "product" | "ingredient" | "sales";
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       storeId: string | null;
       /** @enum {unknown} */
       target: "product" | "ingredient" | "sales" | "price";
       subject: string;
       name: string;
       unit: string;
       category: string | null;
       version: number;
       /** Format: date-time */
       madeAt: string;
       /** Format: date */
       basedOn: string;
       historyDays: number;
       methods: string[];
       accuracy: {
        windows: number;
        errorPercent: number | null;
        naiveErrorPercent: number | null;
        biasPercent: number | null;
        heldIn80Percent: number | null;
        heldIn95Percent: number | null;
        /** @enum {unknown} */
        confidence: "high" | "medium" | "low";
        words: string;
       };
       tomorrow: number;
       week: {
        mean: number;
        lo80: number;
        hi80: number;
       };
       month: {
        mean: number;
        lo80: number;
        hi80: number;
       } | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 getInsightForecastsLatest: {
  parameters: {
   query: {
    storeId: string;
    target: "product" | "ingredient" | "sales";
    subject: string;
    version?: number;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      storeId: string | null;
      /** @enum {unknown} */
      target: "product" | "ingredient" | "sales" | "price";
      subject: string;
      name: string;
      unit: string;
      category: string | null;
      version: number;
      /** Format: date-time */
      madeAt: string;
      /** Format: date */
      basedOn: string;
      historyDays: number;
      methods: string[];
      accuracy: {
       windows: number;
       errorPercent: number | null;
       naiveErrorPercent: number | null;
       biasPercent: number | null;
       heldIn80Percent: number | null;
       heldIn95Percent: number | null;
       /** @enum {unknown} */
       confidence: "high" | "medium" | "low";
       words: string;
      };
      rows: {
       /** Format: date */
       on: string;
       mean: number;
       lo80: number;
       hi80: number;
       lo95: number;
       hi95: number;
       errorPercent: number | null;
       sum: {
        mean: number;
        lo80: number;
        hi80: number;
        lo95: number;
        hi95: number;
       };
       override: {
        value: number;
        reason: string;
        /** Format: uuid */
        by: string;
       } | null;
       events: string[];
      }[];
      history: {
       /** Format: date */
       on: string;
       value: number | null;
      }[];
      sources: string[];
     };
    };
   };
  };
 };
 getInsightForecastsPrices: {
  parameters: {
   query: {
    commodity: string;
    regionCode: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      storeId: string | null;
      /** @enum {unknown} */
      target: "product" | "ingredient" | "sales" | "price";
      subject: string;
      name: string;
      unit: string;
      category: string | null;
      version: number;
      /** Format: date-time */
      madeAt: string;
      /** Format: date */
      basedOn: string;
      historyDays: number;
      methods: string[];
      accuracy: {
       windows: number;
       errorPercent: number | null;
       naiveErrorPercent: number | null;
       biasPercent: number | null;
       heldIn80Percent: number | null;
       heldIn95Percent: number | null;
       /** @enum {unknown} */
       confidence: "high" | "medium" | "low";
       words: string;
      };
      rows: {
       /** Format: date */
       on: string;
       mean: number;
       lo80: number;
       hi80: number;
       lo95: number;
       hi95: number;
       errorPercent: number | null;
       sum: {
        mean: number;
        lo80: number;
        hi80: number;
        lo95: number;
        hi95: number;
       };
       override: {
        value: number;
        reason: string;
        /** Format: uuid */
        by: string;
       } | null;
       events: string[];
      }[];
      history: {
       /** Format: date */
       on: string;
       value: number | null;
      }[];
      sources: string[];
     };
    };
   };
  };
 };
 getInsightForecastsRuns: {
  parameters: {
   query: {
    storeId: string;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       storeId: string | null;
       /** @enum {unknown} */
       reason: "nightly" | "requested";
       /** @enum {unknown} */
       status: "queued" | "running" | "done" | "failed";
       horizonDays: number;
       total: number;
       done: number;
       leftOut: number;
       notes: string[];
       version: number | null;
       /** Format: date-time */
       queuedAt: string;
       startedAt: string | null;
       finishedAt: string | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postInsightForecastsRuns: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "horizonDays": 28
     *     }
     */
    "application/json": {
     horizonDays?: number;
    };
   };
  };
  responses: {
   202: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      storeId: string | null;
      /** @enum {unknown} */
      reason: "nightly" | "requested";
      /** @enum {unknown} */
      status: "queued" | "running" | "done" | "failed";
      horizonDays: number;
      total: number;
      done: number;
      leftOut: number;
      notes: string[];
      version: number | null;
      /** Format: date-time */
      queuedAt: string;
      startedAt: string | null;
      finishedAt: string | null;
     };
    };
   };
  };
 };
 getInsightForecastsRunsByRunId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    runId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      storeId: string | null;
      /** @enum {unknown} */
      reason: "nightly" | "requested";
      /** @enum {unknown} */
      status: "queued" | "running" | "done" | "failed";
      horizonDays: number;
      total: number;
      done: number;
      leftOut: number;
      notes: string[];
      version: number | null;
      /** Format: date-time */
      queuedAt: string;
      startedAt: string | null;
      finishedAt: string | null;
     };
    };
   };
  };
 };
 getInsightForecastsOverrides: {
  parameters: {
   query: {
    storeId: string;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       /** @enum {unknown} */
       target: "product" | "ingredient" | "sales";
       subject: string;
       name: string;
       /** Format: date */
       on: string;
       value: number;
       forecast: number;
       reason: string;
       /** Format: uuid */
       by: string;
       /** Format: date-time */
       createdAt: string;
       actual: number | null;
       nearer: ("person" | "forecast" | "equal") | null;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postInsightForecastsOverrides: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "target": "sales",
     *       "subject": "quantity",
     *       "on": "2026-12-24",
     *       "value": 240,
     *       "reason": "Pesanan natal kantor"
     *     }
     */
    "application/json": {
     /** @enum {unknown} */
     target: "product" | "ingredient" | "sales";
     subject: string;
     /** Format: date */
     on: string;
     value: number;
     reason: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** @enum {unknown} */
      target: "product" | "ingredient" | "sales";
      subject: string;
      name: string;
      /** Format: date */
      on: string;
      value: number;
      forecast: number;
      reason: string;
      /** Format: uuid */
      by: string;
      /** Format: date-time */
      createdAt: string;
      actual: number | null;
      nearer: ("person" | "forecast" | "equal") | null;
     };
    };
   };
  };
 };
 deleteInsightForecastsOverridesByOverrideId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    overrideId: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getInsightPurchasePlans: {
  parameters: {
   query: {
    storeId: string;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       storeId: string;
       /** Format: date */
       from: string;
       /** Format: date */
       to: string;
       serviceLevelPercent: number;
       /** @enum {unknown} */
       status: "draft" | "ordered" | "arrived";
       lineCount: number;
       cost: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       costLow: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       costHigh: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       };
       unpricedLines: number;
       forecastVersion: number;
       version: number;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postInsightPurchasePlans: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "days": 7,
     *       "serviceLevelPercent": 90
     *     }
     */
    "application/json": {
     /** Format: date */
     from?: string;
     days: number;
     serviceLevelPercent?: number;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      serviceLevelPercent: number;
      /** @enum {unknown} */
      status: "draft" | "ordered" | "arrived";
      lineCount: number;
      cost: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costLow: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costHigh: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      unpricedLines: number;
      forecastVersion: number;
      version: number;
      /** Format: date-time */
      createdAt: string;
      storeName: string;
      lines: {
       /** Format: uuid */
       ingredientId: string;
       name: string;
       category: string;
       supplier: string;
       unit: string;
       expectedUse: number;
       neededUse: number;
       safety: number;
       stock: number;
       onOrder: number;
       quantity: number;
       packs: number | null;
       packLabel: string | null;
       packQuantity: number | null;
       isChanged: boolean;
       note: string;
       unitPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       /** @enum {unknown} */
       priceFrom: "market-forecast" | "market" | "pack" | "own" | "none";
       cost: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costLow: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costHigh: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       leadTimeDays: number;
       /** Format: date */
       orderBy: string;
       runsOutOn: string | null;
       shelfLifeDays: number | null;
       spoilsBeforeUse: boolean;
       products: {
        /** Format: uuid */
        productId: string;
        name: string;
        share: number;
       }[];
       accuracyWords: string;
      }[];
      withoutRecipe: {
       /** Format: uuid */
       productId: string;
       name: string;
      }[];
     };
    };
   };
  };
 };
 getInsightPurchasePlansShortages: {
  parameters: {
   query: {
    storeId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       ingredientId: string;
       name: string;
       unit: string;
       stock: number;
       /** Format: date */
       runsOutOn: string;
       /** Format: date */
       orderBy: string;
      }[];
     };
    };
   };
  };
 };
 getInsightPurchasePlansByPlanId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    planId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      serviceLevelPercent: number;
      /** @enum {unknown} */
      status: "draft" | "ordered" | "arrived";
      lineCount: number;
      cost: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costLow: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costHigh: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      unpricedLines: number;
      forecastVersion: number;
      version: number;
      /** Format: date-time */
      createdAt: string;
      storeName: string;
      lines: {
       /** Format: uuid */
       ingredientId: string;
       name: string;
       category: string;
       supplier: string;
       unit: string;
       expectedUse: number;
       neededUse: number;
       safety: number;
       stock: number;
       onOrder: number;
       quantity: number;
       packs: number | null;
       packLabel: string | null;
       packQuantity: number | null;
       isChanged: boolean;
       note: string;
       unitPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       /** @enum {unknown} */
       priceFrom: "market-forecast" | "market" | "pack" | "own" | "none";
       cost: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costLow: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costHigh: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       leadTimeDays: number;
       /** Format: date */
       orderBy: string;
       runsOutOn: string | null;
       shelfLifeDays: number | null;
       spoilsBeforeUse: boolean;
       products: {
        /** Format: uuid */
        productId: string;
        name: string;
        share: number;
       }[];
       accuracyWords: string;
      }[];
      withoutRecipe: {
       /** Format: uuid */
       productId: string;
       name: string;
      }[];
     };
    };
   };
  };
 };
 deleteInsightPurchasePlansByPlanId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    planId: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 postInsightPurchasePlansPreviews: {
  parameters: {
   query: {
    storeId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "days": 7,
     *       "serviceLevelPercent": 75
     *     }
     */
    "application/json": {
     /** Format: date */
     from?: string;
     days: number;
     serviceLevelPercent?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      serviceLevelPercent: number;
      /** @enum {unknown} */
      status: "draft" | "ordered" | "arrived";
      lineCount: number;
      cost: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costLow: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costHigh: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      unpricedLines: number;
      forecastVersion: number;
      version: number;
      /** Format: date-time */
      createdAt: string;
      storeName: string;
      lines: {
       /** Format: uuid */
       ingredientId: string;
       name: string;
       category: string;
       supplier: string;
       unit: string;
       expectedUse: number;
       neededUse: number;
       safety: number;
       stock: number;
       onOrder: number;
       quantity: number;
       packs: number | null;
       packLabel: string | null;
       packQuantity: number | null;
       isChanged: boolean;
       note: string;
       unitPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       /** @enum {unknown} */
       priceFrom: "market-forecast" | "market" | "pack" | "own" | "none";
       cost: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costLow: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costHigh: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       leadTimeDays: number;
       /** Format: date */
       orderBy: string;
       runsOutOn: string | null;
       shelfLifeDays: number | null;
       spoilsBeforeUse: boolean;
       products: {
        /** Format: uuid */
        productId: string;
        name: string;
        share: number;
       }[];
       accuracyWords: string;
      }[];
      withoutRecipe: {
       /** Format: uuid */
       productId: string;
       name: string;
      }[];
     };
    };
   };
  };
 };
 patchInsightPurchasePlansByPlanIdLinesByIngredientId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    planId: string;
    ingredientId: string;
   };
  };
  requestBody?: {
   content: {
    /**
     * @example {
     *       "quantity": 12,
     *       "note": "Merek biasa"
     *     }
     */
    "application/json": {
     quantity?: number;
     note?: string;
     expectedVersion?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      serviceLevelPercent: number;
      /** @enum {unknown} */
      status: "draft" | "ordered" | "arrived";
      lineCount: number;
      cost: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costLow: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costHigh: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      unpricedLines: number;
      forecastVersion: number;
      version: number;
      /** Format: date-time */
      createdAt: string;
      storeName: string;
      lines: {
       /** Format: uuid */
       ingredientId: string;
       name: string;
       category: string;
       supplier: string;
       unit: string;
       expectedUse: number;
       neededUse: number;
       safety: number;
       stock: number;
       onOrder: number;
       quantity: number;
       packs: number | null;
       packLabel: string | null;
       packQuantity: number | null;
       isChanged: boolean;
       note: string;
       unitPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       /** @enum {unknown} */
       priceFrom: "market-forecast" | "market" | "pack" | "own" | "none";
       cost: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costLow: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costHigh: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       leadTimeDays: number;
       /** Format: date */
       orderBy: string;
       runsOutOn: string | null;
       shelfLifeDays: number | null;
       spoilsBeforeUse: boolean;
       products: {
        /** Format: uuid */
        productId: string;
        name: string;
        share: number;
       }[];
       accuracyWords: string;
      }[];
      withoutRecipe: {
       /** Format: uuid */
       productId: string;
       name: string;
      }[];
     };
    };
   };
  };
 };
 postInsightPurchasePlansByPlanIdOrder: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    planId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      serviceLevelPercent: number;
      /** @enum {unknown} */
      status: "draft" | "ordered" | "arrived";
      lineCount: number;
      cost: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costLow: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costHigh: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      unpricedLines: number;
      forecastVersion: number;
      version: number;
      /** Format: date-time */
      createdAt: string;
      storeName: string;
      lines: {
       /** Format: uuid */
       ingredientId: string;
       name: string;
       category: string;
       supplier: string;
       unit: string;
       expectedUse: number;
       neededUse: number;
       safety: number;
       stock: number;
       onOrder: number;
       quantity: number;
       packs: number | null;
       packLabel: string | null;
       packQuantity: number | null;
       isChanged: boolean;
       note: string;
       unitPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       /** @enum {unknown} */
       priceFrom: "market-forecast" | "market" | "pack" | "own" | "none";
       cost: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costLow: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costHigh: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       leadTimeDays: number;
       /** Format: date */
       orderBy: string;
       runsOutOn: string | null;
       shelfLifeDays: number | null;
       spoilsBeforeUse: boolean;
       products: {
        /** Format: uuid */
        productId: string;
        name: string;
        share: number;
       }[];
       accuracyWords: string;
      }[];
      withoutRecipe: {
       /** Format: uuid */
       productId: string;
       name: string;
      }[];
     };
    };
   };
  };
 };
 postInsightPurchasePlansByPlanIdArrive: {
  parameters: {
   query: {
    storeId: string;
   };
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    planId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      serviceLevelPercent: number;
      /** @enum {unknown} */
      status: "draft" | "ordered" | "arrived";
      lineCount: number;
      cost: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costLow: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      costHigh: {
       /** @description Minor units; rupiah has none */
       amount: number;
       /** @enum {string} */
       currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
      };
      unpricedLines: number;
      forecastVersion: number;
      version: number;
      /** Format: date-time */
      createdAt: string;
      storeName: string;
      lines: {
       /** Format: uuid */
       ingredientId: string;
       name: string;
       category: string;
       supplier: string;
       unit: string;
       expectedUse: number;
       neededUse: number;
       safety: number;
       stock: number;
       onOrder: number;
       quantity: number;
       packs: number | null;
       packLabel: string | null;
       packQuantity: number | null;
       isChanged: boolean;
       note: string;
       unitPrice: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       /** @enum {unknown} */
       priceFrom: "market-forecast" | "market" | "pack" | "own" | "none";
       cost: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costLow: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       costHigh: {
        /** @description Minor units; rupiah has none */
        amount: number;
        /** @enum {string} */
        currency: "IDR" | "USD" | "EUR" | "GBP" | "BRL";
       } | null;
       leadTimeDays: number;
       /** Format: date */
       orderBy: string;
       runsOutOn: string | null;
       shelfLifeDays: number | null;
       spoilsBeforeUse: boolean;
       products: {
        /** Format: uuid */
        productId: string;
        name: string;
        share: number;
       }[];
       accuracyWords: string;
      }[];
      withoutRecipe: {
       /** Format: uuid */
       productId: string;
       name: string;
      }[];
     };
    };
   };
  };
 };
 getInsightPurchasePlansByPlanIdExport: {
  parameters: {
   query: {
    storeId: string;
    format: "csv" | "xlsx" | "text";
   };
   path: {
    planId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "text/csv": string;
     "text/plain": string;
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
    };
   };
  };
 };
 getInsightDocuments: {
  parameters: {
   query: {
    storeId: string;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       storeId: string;
       name: string;
       /** @enum {unknown} */
       kind: "pdf" | "docx" | "markdown" | "text";
       bytes: number;
       pages: number | null;
       characters: number;
       chunks: number;
       embedded: number;
       uploadedBy: string | null;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postInsightDocuments: {
  parameters: {
   query: {
    storeId: string;
   };
  };
  requestBody: {
   content: {
    "multipart/form-data": {
     file: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      name: string;
      /** @enum {unknown} */
      kind: "pdf" | "docx" | "markdown" | "text";
      bytes: number;
      pages: number | null;
      characters: number;
      chunks: number;
      embedded: number;
      uploadedBy: string | null;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getInsightDocumentsByDocumentId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    documentId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      name: string;
      /** @enum {unknown} */
      kind: "pdf" | "docx" | "markdown" | "text";
      bytes: number;
      pages: number | null;
      characters: number;
      chunks: number;
      embedded: number;
      uploadedBy: string | null;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 deleteInsightDocumentsByDocumentId: {
  parameters: {
   query: {
    storeId: string;
   };
   path: {
    documentId: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getInsightDocumentsByDocumentIdChunks: {
  parameters: {
   query: {
    storeId: string;
    limit?: number;
    cursor?: string;
   };
   path: {
    documentId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       documentId: string;
       documentName: string;
       place: number;
       heading: string;
       page: number | null;
       from: number;
       to: number;
       text: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postInsightDocumentsSearch: {
  parameters: {
   query: {
    storeId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "question": "Kapan tepung terigu dikirim?"
     *     }
     */
    "application/json": {
     question: string;
     limit?: number;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      passages: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       documentId: string;
       documentName: string;
       place: number;
       heading: string;
       page: number | null;
       from: number;
       to: number;
       text: string;
       score: number;
       excerpt: {
        from: number;
        to: number;
        text: string;
       } | null;
      }[];
      certainty: number;
      isAnswerable: boolean;
      /** @enum {unknown} */
      method: "words" | "words+vectors";
      embedding: {
       model: string;
       tokens: number;
       isEstimated: boolean;
       latencyMs: number;
      } | null;
     };
    };
   };
  };
 };
 getInsightAssistantSessions: {
  parameters: {
   query: {
    storeId: string;
    limit?: number;
    cursor?: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       storeId: string;
       title: string;
       messages: number;
       /** Format: date-time */
       createdAt: string;
       /** Format: date-time */
       updatedAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postInsightAssistantSessions: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "storeId": "0190aaaa-bbbb-7ccc-8ddd-000000000001",
     *       "title": "Akhir pekan"
     *     }
     */
    "application/json": {
     /** Format: uuid */
     storeId: string;
     title?: string;
    };
   };
  };
  responses: {
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      title: string;
      messages: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
     };
    };
   };
  };
 };
 getInsightAssistantSessionsBySessionId: {
  parameters: {
   path: {
    sessionId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      storeId: string;
      title: string;
      messages: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
     };
    };
   };
  };
 };
 deleteInsightAssistantSessionsBySessionId: {
  parameters: {
   path: {
    sessionId: string;
   };
  };
  responses: {
   204: {
    headers: {
     [name: string]: unknown;
    };
    content?: never;
   };
  };
 };
 getInsightAssistantSessionsBySessionIdMessages: {
  parameters: {
   query?: {
    limit?: number;
    cursor?: string;
   };
   path: {
    sessionId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      items: {
       /** Format: uuid */
       id: string;
       /** Format: uuid */
       sessionId: string;
       /** @enum {unknown} */
       role: "person" | "assistant";
       text: string;
       sources: {
        number: number;
        /** @enum {unknown} */
        kind: "passage" | "figures";
        title: string;
        text: string;
        tool: string | null;
        documentId: string | null;
        chunkId: string | null;
        page: number | null;
        from: number | null;
        to: number | null;
       }[];
       outcome: ("answered" | "not-found") | null;
       writtenBy: ("model" | "tools") | null;
       notices: ("model-down" | "model-over-quota" | "model-slow" | "model-garbage" | "store-quota-reached" | "claims-removed" | "stopped")[];
       suggestions: string[];
       proposal: {
        /** @constant */
        kind: "purchase-plan";
        /** Format: date */
        from: string;
        days: number;
        /** @enum {unknown} */
        status: "open" | "done" | "declined";
        planId: string | null;
       } | null;
       /** Format: date-time */
       createdAt: string;
      }[];
      nextCursor: string | null;
     };
    };
   };
  };
 };
 postInsightAssistantSessionsBySessionIdMessages: {
  parameters: {
   path: {
    sessionId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "text": "Berapa ayam yang harus saya beli untuk akhir pekan?"
     *     }
     */
    "application/json": {
     text: string;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "text/event-stream": string;
    };
   };
   201: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      sessionId: string;
      /** @enum {unknown} */
      role: "person" | "assistant";
      text: string;
      sources: {
       number: number;
       /** @enum {unknown} */
       kind: "passage" | "figures";
       title: string;
       text: string;
       tool: string | null;
       documentId: string | null;
       chunkId: string | null;
       page: number | null;
       from: number | null;
       to: number | null;
      }[];
      outcome: ("answered" | "not-found") | null;
      writtenBy: ("model" | "tools") | null;
      notices: ("model-down" | "model-over-quota" | "model-slow" | "model-garbage" | "store-quota-reached" | "claims-removed" | "stopped")[];
      suggestions: string[];
      proposal: {
       /** @constant */
       kind: "purchase-plan";
       /** Format: date */
       from: string;
       days: number;
       /** @enum {unknown} */
       status: "open" | "done" | "declined";
       planId: string | null;
      } | null;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 postInsightAssistantSessionsBySessionIdMessagesByMessageIdProposal: {
  parameters: {
   header?: {
    /** @description Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again */
    "Idempotency-Key"?: string;
   };
   path: {
    sessionId: string;
    messageId: string;
   };
  };
  requestBody: {
   content: {
    /**
     * @example {
     *       "accept": true
     *     }
     */
    "application/json": {
     accept: boolean;
    };
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      sessionId: string;
      /** @enum {unknown} */
      role: "person" | "assistant";
      text: string;
      sources: {
       number: number;
       /** @enum {unknown} */
       kind: "passage" | "figures";
       title: string;
       text: string;
       tool: string | null;
       documentId: string | null;
       chunkId: string | null;
       page: number | null;
       from: number | null;
       to: number | null;
      }[];
      outcome: ("answered" | "not-found") | null;
      writtenBy: ("model" | "tools") | null;
      notices: ("model-down" | "model-over-quota" | "model-slow" | "model-garbage" | "store-quota-reached" | "claims-removed" | "stopped")[];
      suggestions: string[];
      proposal: {
       /** @constant */
       kind: "purchase-plan";
       /** Format: date */
       from: string;
       days: number;
       /** @enum {unknown} */
       status: "open" | "done" | "declined";
       planId: string | null;
      } | null;
      /** Format: date-time */
      createdAt: string;
     };
    };
   };
  };
 };
 getInsightUsage: {
  parameters: {
   query: {
    storeId: string;
   };
  };
  responses: {
   200: {
    headers: {
     [name: string]: unknown;
    };
    content: {
     "application/json": {
      month: string;
      tokens: number;
      quota: number;
      remaining: number;
      calls: number;
      failedCalls: number;
      estimatedTokens: number;
      byFeature: {
       /** @enum {unknown} */
       feature: "chat" | "document" | "question";
       model: string;
       calls: number;
       promptTokens: number;
       completionTokens: number;
       embeddingTokens: number;
       cachedTokens: number;
      }[];
      hasModel: boolean;
      hasEmbeddings: boolean;
     };
    };
   };
  };
 };
}
